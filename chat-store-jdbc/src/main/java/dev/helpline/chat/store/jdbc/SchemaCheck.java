package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.Cleanable;

/** Whether the tables are such that this release can work with them. Reads only, and needs no Flyway. */
final class SchemaCheck {
    private static final List<String> PROBES = List.of(
            SessionRow.SELECT + " where 1 = 0",
            EntryRow.SELECT + " where 1 = 0",
            AuditTable.SELECT + " where 1 = 0",
            CursorTable.SELECT + " where 1 = 0",
            AgentTable.SELECT + " where 1 = 0");

    private final DataSource dataSource;
    private final TableNames names;

    /** The version of the tables this release was made for. */
    private final int known;

    SchemaCheck(DataSource dataSource, TableNames names, int known) {
        this.dataSource = dataSource;
        this.names = names;
        this.known = known;
    }

    /** The version of the tables, 0 if they are not there or not complete. */
    int version() {
        return look(connection -> SchemaVersion.read(connection, names)).version();
    }

    /** @throws StoreException if this release cannot work with the tables, saying why and what to do */
    void requireFit() {
        look(this::problem).ifPresent(problem -> {
            throw new StoreException("the database is not fit for use: " + problem);
        });
    }

    private Optional<String> problem(Connection connection) throws SQLException {
        SchemaVersion found = SchemaVersion.read(connection, names);
        if (found.version() < known) {
            return Optional.of(tables() + " are at version " + found.version() + ", and this release needs version "
                    + known + "; start with SchemaMode.AUTO, or run the statements ChatSchema prints, which leave alone"
                    + " what is there");
        }
        if (found.usableFrom() > known) {
            return Optional.of(tables() + " are at version " + found.version() + ", which takes a release that knows"
                    + " version " + found.usableFrom() + " at least, and this one knows " + known
                    + "; use the release that brought them there, or a later one");
        }
        return foreign(connection);
    }

    /** Where a table of that name was there before ours, the scripts have left it as it is. */
    private Optional<String> foreign(Connection connection) throws SQLException {
        for (String probe : PROBES) {
            // each by itself: in PostgreSQL one that fails would take the next ones of a transaction with it
            try (Statement statement = connection.createStatement()) {
                statement
                        .executeQuery(probe.replace("<prefix>", names.tables()))
                        .close();
            } catch (SQLException e) {
                if (TableRefusal.isMissing(e)) {
                    return Optional.of("of " + tables() + " one is missing or somebody else's (" + e.getMessage()
                            + "); choose another tablePrefix, or move it out of the way and run the statements"
                            + " ChatSchema prints, which leave alone what is there");
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    private String tables() {
        return "the tables " + names.tables() + "*";
    }

    private <T> T look(Look<T> look) {
        ConnectionSettings connections = new ConnectionSettings(dataSource);
        try {
            Connection connection = connections.openConnection();
            try (Cleanable returned = connections.getCleanableFor(connection)) {
                assert returned != null;
                return look.at(connection);
            }
        } catch (SQLException e) {
            throw new StoreException("could not look at " + tables() + ": " + e.getMessage(), e);
        }
    }

    /** What to look at. */
    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }
}
