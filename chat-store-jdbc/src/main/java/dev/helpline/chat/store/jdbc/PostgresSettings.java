package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a PostgreSQL database is set up so that it keeps what it has acknowledged. */
final class PostgresSettings {
    private PostgresSettings() {}

    /** {@code off} is the one value with which COMMIT is answered before it is in any log. */
    static void requireImmediateWrites(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            if (row.next() && row.getString(1).equals("off")) {
                throw new StoreException("PostgreSQL is set to write commits after it has answered them"
                        + " (synchronous_commit is off), so that a crash of the server loses messages that were"
                        + " acknowledged; switch it on for the user of the data source, or call acceptDelayedWrites() if"
                        + " that is acceptable");
            }
        }
    }
}
