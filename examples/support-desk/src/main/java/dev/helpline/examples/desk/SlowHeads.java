package dev.helpline.examples.desk;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose client takes too long to send the head of a request. Jetty's idle timeout begins anew with
 * each byte, so a client that sends one byte at a time could otherwise hold its connection for ever. Thread-safe.
 */
final class SlowHeads implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;

    /** @param limit how long a head may take at least; it may take up to twice as long */
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
        // the next check finds it closed
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

    /** What had arrived on a connection, and gone, at one moment. */
    private record Sample(long requests, long replies, long bytes) {
        static Sample of(Connection connection) {
            return new Sample(connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn());
        }

        /** Bytes have arrived, no head was completed, and no request is being handled that they could belong to. */
        boolean isStuckInHeadSince(Sample before) {
            return requests == before.requests && requests == replies && bytes > before.bytes;
        }
    }
}
