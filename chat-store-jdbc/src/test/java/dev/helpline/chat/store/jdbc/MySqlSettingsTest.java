package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.servers.MySqlServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsLibaio
class MySqlSettingsTest extends MySqlFamilySettingsContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }

    /** MariaDB's driver refuses such a connection by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {"set names latin1", "set character_set_client = latin1", "set character_set_results = latin1"})
    void another_character_set_of_the_connection_is_refused(String setting) {
        try (MySqlDatabase host = new MySqlDatabase(server())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(host.after(setting)).build())
                    .withMessageContainingAll("character_set", "latin1", "utf8mb4");
        }
    }
}
