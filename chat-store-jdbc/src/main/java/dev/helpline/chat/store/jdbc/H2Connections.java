package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;

/**
 * Makes H2 write each commit before it returns, whichever connection has opened the database.
 *
 * <p>H2 (2.3.232 and 2.5.252) stores that setting in the file, and reports it when asked. But after the file has been
 * opened again, H2 delays writes nevertheless, until the setting is set once more. A database is opened again after
 * its last connection was closed, or after it closed itself because it could not write its file; in both cases by a
 * new connection. So each connection sets it once.
 */
final class H2Connections implements ConnectionFactory {
    private final ConnectionFactory connections;

    /** The physical connections below those that a pool hands out for each call. */
    private final Set<Connection> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    H2Connections(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = connections.openConnection();
        try {
            Connection physical = connection.unwrap(Connection.class);
            if (!told.contains(physical)) {
                H2Settings.writeImmediately(connection);
                told.add(physical);
            }
            return connection;
        } catch (SQLException e) {
            ConnectionSettings.quietly("connection", connections.getCleanableFor(connection)::close);
            throw e;
        }
    }

    @Override
    public Cleanable getCleanableFor(Connection connection) {
        return connections.getCleanableFor(connection);
    }
}
