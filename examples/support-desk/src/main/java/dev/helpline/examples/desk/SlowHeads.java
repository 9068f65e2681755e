package dev.helpline.examples.desk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose client takes too long to send the head of a request. Jetty's idle timeout begins anew with
 * each byte, so a client that sends one byte at a time could otherwise hold its connection forever. Thread-safe.
 */
final class SlowHeads implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;

    /** @param limit the time that every head may take; the connection closes at the latest after twice this time */
    SlowHeads(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        checkLater(connection, Sample.of(connection));
    }

    @Override
    public void onClosed(Connection connection) {
        // the next check finds the connection closed
    }

    private void checkLater(Connection connection, Sample before) {
        scheduler.schedule(() -> check(connection, before), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(Connection connection, Sample before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        Sample now = Sample.of(connection);
        if (now.isStuckInHeadSince(before)) {
            connection.getEndPoint().close();
        } else {
            checkLater(connection, now);
        }
    }

    /** The counters of a connection at one moment. */
    private record Sample(long requests, long replies, long bytes) {
        static Sample of(Connection connection) {
            return new Sample(connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn());
        }

        /** Whether bytes have arrived since then but no head was completed and no request is being handled. */
        boolean isStuckInHeadSince(Sample before) {
            return requests == before.requests && requests == replies && bytes > before.bytes;
        }
    }
}
