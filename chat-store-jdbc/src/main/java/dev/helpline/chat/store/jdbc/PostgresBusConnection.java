package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** A connection that the cluster bus keeps. With {@link PostgresListening}, the only class that needs PostgreSQL's driver. */
final class PostgresBusConnection {
    /** How long to wait for a reply of the server to a statement, which takes it less than a millisecond. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final Connection connection;
    private final PGConnection driver;

    private PostgresBusConnection(Connection connection, PGConnection driver) {
        this.connection = connection;
        this.driver = driver;
    }

    /** @throws SQLException also if the connection is not one of PostgreSQL's driver */
    static PostgresBusConnection open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
            return new PostgresBusConnection(connection, connection.unwrap(PGConnection.class));
        } catch (SQLException | RuntimeException e) {
            ConnectionSettings.quietly("state", connection::close);
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    PGConnection driver() {
        return driver;
    }

    /**
     * Ends the connection to the server, also while another thread uses it. A pool must not pass it on, since it may still listen, and
     * collect notifications that no caller takes.
     */
    void end() {
        if (driver instanceof Connection physical) {
            ConnectionSettings.quietly("state", physical::close);
        }
        ConnectionSettings.quietly("state", connection::close);
    }
}
