package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.testkit.store.ChatStoreContract.RowLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Locks rows of sessions, like a transaction of another process. */
final class RowLocks {
    private RowLocks() {}

    static RowLock lock(DataSource pool, SessionId session) {
        try {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select id from chat_session where id = ? for update")) {
                lock.setString(1, session.value());
                lock.executeQuery().close();
            }
            return () -> release(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void release(Connection connection) {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
