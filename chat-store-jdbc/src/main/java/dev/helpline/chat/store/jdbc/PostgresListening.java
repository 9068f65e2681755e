package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.cluster.ClusterBus;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop that listens on one connection, and on a new one when that fails. */
final class PostgresListening implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListening.class);

    private final DataSource dataSource;
    private final String channel;
    private final Duration probeInterval;
    private final ClusterBus.Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable PostgresBusConnection current;

    /** How long to wait after the next failure; used by the loop only. */
    private Duration pause = FIRST_PAUSE;

    /** Passes what arrives to {@code listener}, which must not throw. */
    PostgresListening(DataSource dataSource, String channel, Duration probeInterval, ClusterBus.Listener listener) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.probeInterval = probeInterval;
        this.listener = listener;
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try {
                listen();
            } catch (Throwable e) {
                failed(e);
            } finally {
                endConnection();
            }
        }
    }

    /** Ends the connection, also while the loop uses it, and waits up to 2 seconds until the loop has ended. */
    void close(@Nullable Thread loop) {
        closed.countDown();
        endConnection();
        if (loop != null) {
            try {
                loop.join(ENDS_WITHIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Returns once closed. */
    private void listen() throws SQLException {
        PostgresBusConnection connection = PostgresBusConnection.open(dataSource);
        current = connection;
        execute(connection, "listen " + channel);
        LOG.info("listening to other nodes on channel {}", channel);
        pause = FIRST_PAUSE;
        listener.mayHaveMissed();
        while (!isClosed()) {
            PGNotification[] arrived = connection.driver().getNotifications((int) probeInterval.toMillis());
            if (arrived == null || arrived.length == 0) {
                execute(connection, "select 1");
            } else {
                deliver(arrived);
            }
        }
    }

    private void deliver(PGNotification[] arrived) {
        for (PGNotification notification : arrived) {
            if (notification.getName().equals(channel)) {
                listener.received(notification.getParameter());
            }
        }
    }

    private static void execute(PostgresBusConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private void failed(Throwable e) {
        if (isClosed()) {
            return;
        }
        if (pause.equals(FIRST_PAUSE)) {
            LOG.warn(
                    "not listening to other nodes; their changes are seen up to a second later until it works again",
                    e);
        } else {
            LOG.debug("still not listening to other nodes", e);
        }
        try {
            boolean unused = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupt) {
            LOG.debug("the thread of the bus was interrupted; it goes on");
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void endConnection() {
        PostgresBusConnection ended = current;
        current = null;
        if (ended != null) {
            ended.end();
        }
    }
}
