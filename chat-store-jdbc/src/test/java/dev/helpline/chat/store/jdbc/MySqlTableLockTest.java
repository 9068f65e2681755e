package dev.helpline.chat.store.jdbc;

import dev.helpline.servers.MySqlServer;
import java.sql.SQLException;
import java.sql.Statement;

@NeedsLibaio
class MySqlTableLockTest extends TableLockContract {
    @Override
    TestDatabase newDatabase() {
        return MySqlDatabase.withTables(MySqlServer.mySql());
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
