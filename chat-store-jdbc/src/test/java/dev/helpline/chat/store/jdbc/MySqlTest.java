package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.servers.MySqlServer;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** Behaviour that is specific to MySQL. */
@NeedsLibaio
class MySqlTest extends MySqlFamilyTest {
    @Override
    MySqlServer server() {
        return MySqlServer.mySql();
    }

    @Test
    void it_is_not_mistaken_for_mariadb() throws Exception {
        try (Connection connection = host.pool().getConnection()) {
            assertThat(Dialect.of(connection.getMetaData())).isEqualTo(Dialect.MYSQL);
        }
    }
}
