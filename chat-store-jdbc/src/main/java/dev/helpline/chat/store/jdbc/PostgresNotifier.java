package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.StoreException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sends the notices of each call in one statement, on a connection that it keeps. Thread-safe. */
final class PostgresNotifier {
    /** A server that is down is not asked more often than this. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final String channel;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable PostgresBusConnection kept;

    PostgresNotifier(DataSource dataSource, String channel) {
        this.dataSource = dataSource;
        this.channel = channel;
    }

    /** Sends the notices; one that fails on a connection of an earlier call is tried once more, on a new connection. */
    synchronized void send(List<String> notices) {
        PostgresBusConnection before = kept;
        if (before != null) {
            try {
                sendOn(before, notices);
                return;
            } catch (SQLException e) {
                forget(); // probably the server was restarted since
            }
        }
        try {
            requireOpen();
            PostgresBusConnection connection = PostgresBusConnection.open(dataSource);
            kept = connection;
            requireOpen();
            sendOn(connection, notices);
        } catch (SQLException e) {
            forget();
            pause();
            throw new StoreException("could not notify the other nodes", e);
        }
    }

    private void sendOn(PostgresBusConnection connection, List<String> notices) throws SQLException {
        String sql = "select pg_notify(?, notice) from unnest(?) notice";
        try (PreparedStatement statement = connection.connection().prepareStatement(sql)) {
            Array texts = connection.connection().createArrayOf("text", notices.toArray());
            statement.setString(1, channel);
            statement.setArray(2, texts);
            statement.execute();
        }
    }

    /** Closing ends a connection that is kept. One that was opened meanwhile is ended here. */
    private void requireOpen() {
        if (closed.getCount() == 0) {
            forget();
            throw new IllegalStateException("the bus is closed");
        }
    }

    private void pause() {
        try {
            boolean unused = closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        PostgresBusConnection ended = kept;
        kept = null;
        if (ended != null) {
            ended.end();
        }
    }

    /** Ends the connection, also while a call uses it. */
    void close() {
        closed.countDown();
        forget();
    }
}
