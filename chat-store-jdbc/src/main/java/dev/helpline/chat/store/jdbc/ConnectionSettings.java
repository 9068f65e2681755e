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
 * Borrows connections from a pool whose settings are not ours: while a connection is here each statement commits by
 * itself, and no answer is waited for forever; as it came it goes back.
 */
final class ConnectionSettings implements ConnectionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSettings.class);

    /** Setting a timeout takes no longer than handing it to another thread. */
    private static final Executor AT_ONCE = Runnable::run;

    private final DataSource dataSource;
    private final int answerMillis;

    /** What the connections that are with us now were like when they came, if they were changed; by identity. */
    private final Map<Connection, Settings> changed = Collections.synchronizedMap(new IdentityHashMap<>());

    /** Waits for answers for as long as the driver does. */
    ConnectionSettings(DataSource dataSource) {
        this(dataSource, Duration.ZERO);
    }

    /**
     * Without a bound, a server that has vanished without a word would hold a drainer of the engine's for good.
     *
     * @param longestAnswer how long the server may be silent while an answer is due, unless the connection comes with a
     *     lower bound; zero for no bound of ours
     */
    ConnectionSettings(DataSource dataSource, Duration longestAnswer) {
        this.dataSource = dataSource;
        this.answerMillis = (int) longestAnswer.toMillis();
    }

    /** What a connection comes with. */
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
     * Tidies up a connection. That this fails changes nothing about what was done with it, which the caller is to be
     * told: the pool sees for itself that a connection is broken.
     */
    static void quietly(String what, Tidying tidying) {
        try {
            tidying.run();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("could not restore the {} of a connection: {}", what, Failure.describe(e));
        }
    }

    /** Something that tidies up. */
    @FunctionalInterface
    interface Tidying {
        void run() throws SQLException;
    }
}
