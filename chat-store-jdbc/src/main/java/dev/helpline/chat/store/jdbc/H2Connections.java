package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;

/**
 * Has H2 write commits before it answers them, whichever connection has opened the database.
 *
 * <p>H2 (2.3.232 and 2.5.252) remembers in the file that it was told so, and says so when it is asked, but after the file has
 * been opened again it delays all the same until it is told once more. A database is opened again when its last connection
 * was closed, or when it closed itself because it could not write its file; in either case by a connection that is new. So
 * each connection says it once.
 */
final class H2Connections implements ConnectionFactory {
    private final ConnectionFactory connections;

    /** The connections below the pool's, which come and go with every call. */
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
