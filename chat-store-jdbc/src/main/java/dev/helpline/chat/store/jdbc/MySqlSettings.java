package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a MySQL or MariaDB database is set up so that it keeps what it has acknowledged, and as it was written. */
final class MySqlSettings {
    private MySqlSettings() {}

    /** Refuses a database in which values that do not fit are cut instead of refused. */
    static void requireStrictness(Connection connection) throws SQLException {
        String modes = variable(connection, "@@session.sql_mode");
        if (!modes.contains("STRICT_TRANS_TABLES") && !modes.contains("STRICT_ALL_TABLES")) {
            throw new StoreException("the database is set to cut values that are too long, silently; add"
                    + " STRICT_TRANS_TABLES to the sql_mode of the server or of the data source's connections");
        }
    }

    /** With {@code 0} a commit is written up to a second after it was answered. */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        if (variable(connection, "@@global.innodb_flush_log_at_trx_commit").equals("0")) {
            throw new StoreException("the database is set to write commits after it has answered them"
                    + " (innodb_flush_log_at_trx_commit is 0), so that a crash of the server loses messages that were"
                    + " acknowledged; set it to 1, or call acceptDelayedWrites() if that is acceptable");
        }
    }

    private static String variable(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
