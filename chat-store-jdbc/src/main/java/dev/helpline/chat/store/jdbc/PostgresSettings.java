package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Checks whether a PostgreSQL database is set up to keep what it has acknowledged, and to keep values as they were
 * written.
 */
final class PostgresSettings {
    private PostgresSettings() {}

    /** {@code off} is the only value with which PostgreSQL acknowledges a COMMIT before it is in any log. */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        if (setting(connection, "synchronous_commit").equals("off")) {
            throw new StoreException("PostgreSQL is set to write commits after it has answered them"
                    + " (synchronous_commit is off), so that a crash of the server loses messages that were"
                    + " acknowledged; switch it on for the user of the data source, or call acceptDelayedWrites() if"
                    + " that is acceptable");
        }
    }

    /** Rejects an encoding that cannot keep every text or counts bytes, and a database that is read-only. */
    static void requireMeaning(Connection connection) throws SQLException {
        String encoding = setting(connection, "server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new StoreException(
                    "the PostgreSQL database has the encoding " + encoding + ", which cannot keep every"
                            + " text; use a database made with: create database ... encoding 'UTF8' template template0");
        }
        if (setting(connection, "transaction_read_only").equals("on")) {
            throw new StoreException("PostgreSQL lets this data source read only: it is a standby, or"
                    + " default_transaction_read_only is on for the user or the database; switch that off");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
