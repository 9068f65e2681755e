package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.Cleanable;

/**
 * Whether the tables are those this release was made for. Reads only, and needs no Flyway: the history it keeps is a
 * table like any other, and where somebody else ran the scripts, the tables speak for themselves.
 */
final class SchemaCheck {
    /** The number of the newest script. */
    static final int LATEST = 1;

    private static final List<String> PROBES = List.of(
            SessionRow.SELECT + " where 1 = 0",
            EntryRow.SELECT + " where 1 = 0",
            LogReads.SELECT_AUDIT + " where 1 = 0",
            CursorTable.SELECT + " where 1 = 0",
            AgentTable.SELECT + " where 1 = 0");

    private SchemaCheck() {}

    /** What is wrong; empty if nothing is. A newer schema is none of our business: newer releases only add to it. */
    static Optional<String> problem(DataSource dataSource, TableNames names) {
        ConnectionSettings connections = new ConnectionSettings(dataSource);
        try {
            // each probe in a transaction of its own: in PostgreSQL one that fails would take the next ones with it
            Connection connection = connections.openConnection();
            try (Cleanable returned = connections.getCleanableFor(connection)) {
                assert returned != null;
                return problem(connection, names);
            }
        } catch (SQLException e) {
            throw new StoreException("could not look at the tables of the database", e);
        }
    }

    private static Optional<String> problem(Connection connection, TableNames names) throws SQLException {
        Optional<Integer> version = version(connection, names);
        if (version.isPresent() && version.get() < LATEST) {
            return Optional.of("its tables are at version " + version.get() + " according to " + names.history()
                    + ", but this release needs version " + LATEST);
        }
        for (String probe : PROBES) {
            try (Statement statement = connection.createStatement()) {
                statement
                        .executeQuery(probe.replace("<prefix>", names.tables()))
                        .close();
            } catch (SQLException e) {
                if (isAboutNames(e)) {
                    return Optional.of("a table or column that begins with " + names.tables()
                            + " is missing, or is somebody else's (" + e.getMessage() + ")");
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    /** The newest script that ran according to the history; empty without a history. */
    private static Optional<Integer> version(Connection connection, TableNames names) throws SQLException {
        // Flyway quotes the names of its own table
        String quote = connection.getMetaData().getIdentifierQuoteString();
        String sql = "select ~version~ from ~%s~ where ~success~ = true"
                .formatted(names.history())
                .replace("~", quote);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int newest = 0;
            while (rows.next()) {
                newest = Math.max(newest, number(rows.getString(1)));
            }
            return Optional.of(newest);
        } catch (SQLException e) {
            if (isAboutNames(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static int number(String version) {
        return version == null ? 0 : Integer.parseInt(version);
    }

    /**
     * SQLSTATE class 42 is "syntax error or access rule violation" (ISO/IEC 9075-2): no such table, no such column. That
     * there is no such schema is 90079 in H2.
     */
    private static boolean isAboutNames(SQLException e) {
        return e.getSQLState() != null && (e.getSQLState().startsWith("42") || e.getErrorCode() == 90079);
    }
}
