package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.Cleanable;

/** Checks whether this release can work with the tables. Only reads, and does not need Flyway. */
final class SchemaCheck {
    private static final List<String> PROBES = List.of(
            SessionRow.SELECT + " where 1 = 0",
            EntryRow.SELECT + " where 1 = 0",
            AmendmentTable.SELECT + " where 1 = 0",
            AttachmentTable.SELECT + " where 1 = 0",
            UploadTable.SELECT + " where 1 = 0",
            BlobTable.SELECT + " where 1 = 0",
            AuditTable.SELECT + " where 1 = 0",
            AuditHeadTable.SELECT + " where 1 = 0",
            CursorTable.SELECT + " where 1 = 0",
            AgentTable.SELECT + " where 1 = 0",
            HoldTable.SELECT + " where 1 = 0",
            FactTables.SELECT_RESPONSES + " where 1 = 0",
            FactTables.SELECT_COUNTS + " where 1 = 0",
            FactTables.SELECT_STINTS + " where 1 = 0",
            OnlineTable.SELECT + " where 1 = 0");

    private static final String NOT_FIT = "the database is not fit for use: ";

    private final DataSource dataSource;
    private final TableNames names;

    /** The version of the tables that this release was made for. */
    private final int known;

    SchemaCheck(DataSource dataSource, TableNames names, int known) {
        this.dataSource = dataSource;
        this.names = names;
        this.known = known;
    }

    /** Returns the version of the tables; 0 if they do not exist or are not complete. */
    int version() {
        return look(connection -> SchemaVersion.read(connection, names)).version();
    }

    /** @throws StoreException if this release cannot work with the tables; the message says why and what to do */
    void requireFit() {
        look(this::problem).ifPresent(problem -> {
            throw new StoreException(NOT_FIT + problem);
        });
    }

    /** Returns the failure of a script that found a table of the host's with one of our names: it has no such column. */
    static StoreException foreignTable(TableNames names, SQLException missing, Exception cause) {
        return new StoreException(NOT_FIT + foreign(names, missing), cause);
    }

    private static String foreign(TableNames names, SQLException missing) {
        return "of " + tables(names) + " one is missing or belongs to another program (" + missing.getMessage()
                + "); choose another tablePrefix, or move it out of the way and run the statements ChatSchema prints, which"
                + " leave alone what is there";
    }

    private Optional<String> problem(Connection connection) throws SQLException {
        SchemaVersion found = SchemaVersion.read(connection, names);
        if (found.version() < known) {
            return Optional.of(tables() + " are at version " + found.version() + ", and this release needs version "
                    + known + "; start with SchemaMode.AUTO, or run the statements ChatSchema prints, which leave alone"
                    + " what is there");
        }
        if (found.usableFrom() > known) {
            return Optional.of(tables() + " are at version " + found.version() + ", which needs a release that knows"
                    + " version " + found.usableFrom() + " or later, but this release knows only " + known
                    + "; use the release that upgraded them, or a later one");
        }
        return foreign(connection);
    }

    /** Finds a table of the host's with one of our names: the scripts leave a table that exists as it is. */
    private Optional<String> foreign(Connection connection) throws SQLException {
        for (String probe : PROBES) {
            // each in a transaction of its own: in PostgreSQL a failed statement makes all later ones of its
            // transaction fail
            try (Statement statement = connection.createStatement()) {
                statement
                        .executeQuery(probe.replace("<prefix>", names.tables()))
                        .close();
            } catch (SQLException e) {
                if (TableRefusal.isMissing(e)) {
                    return Optional.of(foreign(names, e));
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    private String tables() {
        return tables(names);
    }

    private static String tables(TableNames names) {
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

    /** A query about the tables. */
    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }
}
