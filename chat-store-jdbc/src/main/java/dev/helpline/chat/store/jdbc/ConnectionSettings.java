package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Borrows connections from the host's pool, sets autocommit and a bound for the wait for replies, and restores the
 * original settings before it returns them.
 */
final class ConnectionSettings implements ConnectionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSettings.class);

    /** Runs on the calling thread, because setting a timeout takes no longer than handing it to another thread. */
    private static final Executor AT_ONCE = Runnable::run;

    private final DataSource dataSource;
    private final int answerMillis;

    /** The original settings of the borrowed connections whose settings we changed; by identity. */
    private final Map<Connection, Settings> changed = Collections.synchronizedMap(new IdentityHashMap<>());

    /** Waits for replies as long as the driver does. */
    ConnectionSettings(DataSource dataSource) {
        this(dataSource, Duration.ZERO);
    }

    /**
     * Without a bound, a server that stops replying without closing the connection would hold a thread of the
     * engine's for good.
     *
     * @param longestAnswer how long to wait for a reply of the server, unless the connection has a lower bound
     *     already; zero for no bound of ours
     */
    ConnectionSettings(DataSource dataSource, Duration longestAnswer) {
        this.dataSource = dataSource;
        this.answerMillis = (int) longestAnswer.toMillis();
    }

    /** The settings of a connection. */
    private record Settings(boolean autoCommit, int answerMillis) {}

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            Settings before = settingsOf(connection);
            Settings ours = new Settings(true, ourBound(before.answerMillis()));
            if (!ours.equals(before)) {
                changed.put(connection, before);
                change(connection, before, ours);
            }
            return connection;
        } catch (SQLException e) {
            giveBack(connection);
            throw e;
        }
    }

    private Settings settingsOf(Connection connection) throws SQLException {
        return new Settings(connection.getAutoCommit(), answerMillis == 0 ? 0 : connection.getNetworkTimeout());
    }

    private int ourBound(int theirs) {
        boolean tighter = answerMillis > 0 && (theirs == 0 || theirs > answerMillis);
        return tighter ? answerMillis : theirs;
    }

    private static void change(Connection connection, Settings from, Settings to) throws SQLException {
        if (from.autoCommit() != to.autoCommit()) {
            connection.setAutoCommit(to.autoCommit());
        }
        if (from.answerMillis() != to.answerMillis()) {
            connection.setNetworkTimeout(AT_ONCE, to.answerMillis());
        }
    }

    @Override
    public Cleanable getCleanableFor(Connection connection) {
        return () -> giveBack(connection);
    }

    private void giveBack(Connection connection) {
        Settings before = changed.remove(connection);
        if (before != null) {
            quietly("settings", () -> change(connection, settingsOf(connection), before));
        }
        quietly("state", connection::close);
    }

    /**
     * Restores a setting of a connection. A failure does not concern the caller, whose work is done; the pool notices
     * by itself that a connection is broken.
     */
    static void quietly(String what, Tidying tidying) {
        try {
            tidying.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("could not restore the {} of a connection: {}", what, Failure.describe(e));
        }
    }

    /** Restores a setting. */
    @FunctionalInterface
    interface Tidying {
        void run() throws SQLException;
    }
}
