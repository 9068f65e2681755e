package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.servers.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** Over PostgreSQL with only the entries on the full disk, because the server ends if there is no room for its log. */
class PostgresFullTest extends FullDiskContract {
    @Override
    ServerProcess newServer(Path disk) {
        return PostgresCluster.started();
    }

    @Override
    void putEntriesOn(Path disk, HikariDataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create tablespace small location '" + disk + "'");
            statement.execute("alter table chat_entry set tablespace small");
        }
    }
}
