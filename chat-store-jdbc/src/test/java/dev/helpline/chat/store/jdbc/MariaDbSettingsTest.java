package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.servers.MySqlServer;
import org.junit.jupiter.api.Test;

class MariaDbSettingsTest extends MySqlFamilySettingsContract {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }

    @Test
    void empty_texts_taken_for_none_are_refused() {
        try (MySqlDatabase host = new MySqlDatabase(server())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> JdbcChatStore.builder(
                                    host.after("set sql_mode = concat(@@sql_mode, ',EMPTY_STRING_IS_NULL')"))
                            .build())
                    .withMessageContaining("EMPTY_STRING_IS_NULL");
        }
    }
}
