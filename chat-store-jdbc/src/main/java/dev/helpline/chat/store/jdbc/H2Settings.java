package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether an H2 database is set up so that it keeps what it has acknowledged. */
final class H2Settings {
    /** H2's own number; its classes need not be there. */
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    private H2Settings() {}

    /**
     * Unless told otherwise, H2 writes a commit to its file up to half a second after it has answered it, and what it has
     * not written when the process is killed is lost. A database in memory knows no such delay.
     */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        String delay = setting(connection, "WRITE_DELAY");
        if (!delay.equals("0")) {
            throw new StoreException("H2 is set to write commits " + delay + " ms after it has answered them, so that a"
                    + " killed process loses messages that were acknowledged; add ;WRITE_DELAY=0 to the URL of the"
                    + " data source, or call acceptDelayedWrites() if that is acceptable");
        }
    }

    /**
     * Says once more that commits are to be written before they are answered, see {@link H2Connections}. A user without
     * administrator's rights may not, and depends on one who does as long as the database is open.
     */
    static void writeImmediately(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set write_delay 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
                throw e;
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select setting_value
                  from information_schema.settings
                 where setting_name = ?
                """)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "an unknown number of";
            }
        }
    }

    /** Refuses a database that somebody else in this process has open as well. */
    static void requireAlone(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        select count(*)
                          from information_schema.sessions
                        """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || row.getInt(1) != 1) {
                throw new StoreException("the database is open already in this process; share the one store, or give"
                        + " the data source to JdbcChatStore.builder if others are to write to the database");
            }
        }
    }
}
