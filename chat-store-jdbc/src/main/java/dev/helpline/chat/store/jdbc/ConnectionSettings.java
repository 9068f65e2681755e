package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Borrows connections from a pool whose settings are not ours: each statement commits by itself while a connection is
 * here, and as it came it goes back.
 */
final class ConnectionSettings implements ConnectionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSettings.class);

    private final DataSource dataSource;

    /** The connections that came without autocommit and are with us now, by identity. */
    private final Set<Connection> manual =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    ConnectionSettings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
                manual.add(connection);
            }
            return connection;
        } catch (SQLException e) {
            quietly("state", connection::close);
            throw e;
        }
    }

    @Override
    public Cleanable getCleanableFor(Connection connection) {
        return () -> {
            if (manual.remove(connection)) {
                quietly("autocommit", () -> connection.setAutoCommit(false));
            }
            quietly("state", connection::close);
        };
    }

    /**
     * Tidies up a connection. That this fails changes nothing about what was done with it, which the caller is to be
     * told: the pool sees for itself that a connection is broken.
     */
    static void quietly(String what, Tidying tidying) {
        try {
            tidying.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("could not restore the {} of a connection", what, e);
        }
    }

    /** Something that tidies up. */
    @FunctionalInterface
    interface Tidying {
        void run() throws SQLException;
    }
}
