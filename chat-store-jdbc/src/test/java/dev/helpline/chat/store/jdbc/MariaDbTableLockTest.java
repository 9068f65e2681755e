package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;
import java.sql.SQLException;
import java.sql.Statement;

class MariaDbTableLockTest extends TableLockContract {
    @Override
    TestDatabase newDatabase() {
        return MySqlDatabase.withTables(MySqlServer.mariaDb());
    }

    @Override
    String locking() {
        return "lock tables chat_session write";
    }

    @Override
    void unlock(Statement statement) throws SQLException {
        statement.execute("unlock tables");
    }
}
