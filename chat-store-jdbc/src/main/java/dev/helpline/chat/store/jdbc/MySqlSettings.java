package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a MySQL or MariaDB database is set up to keep what it has acknowledged, and to keep values as they
 * were written.
 */
final class MySqlSettings {
    /** The default of sql_select_limit: 2^64 - 1. */
    private static final String UNLIMITED = "18446744073709551615";

    private MySqlSettings() {}

    /** Rejects settings of the connections with which values are changed on their way, or keys are not checked. */
    static void requireMeaning(Connection connection) throws SQLException {
        requireStrictness(connection);
        requireCharacterSet(connection);
        String modes = sqlModes(connection);
        if (modes.contains("EMPTY_STRING_IS_NULL")) {
            throw new StoreException(
                    "the database is set to take an empty text for none; remove EMPTY_STRING_IS_NULL from"
                            + " the sql_mode of the server or of the data source's connections");
        }
        if (connection.getAutoCommit()) {
            // the driver assumes this value, and the store relies on it
            require(connection, "autocommit", "1", "reads would see the same old state for ever");
        }
        require(connection, "unique_checks", "1", "two customers could get one slot");
        require(connection, "sql_select_limit", UNLIMITED, "rows would be left out");
    }

    private static void require(Connection connection, String variable, String value, String consequence)
            throws SQLException {
        String found = variable(connection, "@@session." + variable);
        if (!value.equals(found)) {
            throw new StoreException(
                    "the connections of the data source have " + variable + " = " + found + ", so that " + consequence
                            + "; set it to " + value + " in the server, or in what the pool executes on each");
        }
    }

    /** Checks the character sets in which the client sends and receives; the tables define their own. */
    private static void requireCharacterSet(Connection connection) throws SQLException {
        for (String name : List.of("character_set_client", "character_set_connection", "character_set_results")) {
            String found = variable(connection, "@@session." + name);
            // null means that results are sent in the character set of the column
            if (found != null && !found.equals("utf8mb4")) {
                throw new StoreException("the connections of the data source have " + name + " = " + found + ", which"
                        + " cannot carry every text; let them use utf8mb4: no other character set in the URL, and no SET"
                        + " NAMES in what the pool executes on each");
            }
        }
    }

    /** Rejects a database that cuts values that do not fit, instead of refusing them. */
    private static void requireStrictness(Connection connection) throws SQLException {
        String modes = sqlModes(connection);
        if (!modes.contains("STRICT_TRANS_TABLES") && !modes.contains("STRICT_ALL_TABLES")) {
            throw new StoreException("the database is set to cut values that are too long, silently; add"
                    + " STRICT_TRANS_TABLES to the sql_mode of the server or of the data source's connections");
        }
    }

    /** With {@code 0} a commit is written up to a second after the server has acknowledged it. */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        if ("0".equals(variable(connection, "@@global.innodb_flush_log_at_trx_commit"))) {
            throw new StoreException("the database is set to write commits after it has answered them"
                    + " (innodb_flush_log_at_trx_commit is 0), so that a crash of the server loses messages that were"
                    + " acknowledged; set it to 1, or call acceptDelayedWrites() if that is acceptable");
        }
    }

    private static String sqlModes(Connection connection) throws SQLException {
        return String.valueOf(variable(connection, "@@session.sql_mode"));
    }

    private static @Nullable String variable(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
