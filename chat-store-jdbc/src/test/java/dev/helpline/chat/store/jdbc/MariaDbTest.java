package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.servers.MySqlServer;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** Behaviour that is specific to MariaDB. */
class MariaDbTest extends MySqlFamilyTest {
    @Override
    MySqlServer server() {
        return MySqlServer.mariaDb();
    }

    @Test
    void it_is_recognized_through_the_driver_of_mysql() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(host.url().replace("jdbc:mariadb:", "jdbc:mysql:"));
            try (Connection connection = pool.getConnection()) {
                assertThat(Dialect.of(connection.getMetaData())).isEqualTo(Dialect.MARIADB);
            }
        }
    }
}
