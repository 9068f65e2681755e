package dev.helpline.chat.http.jdk;

import dev.helpline.chat.http.exchange.HttpIntake;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the body of one request as it arrives. This server reads with blocking calls and without a time limit, so
 * the wait ends by interrupting its thread, which also closes the connection. Thread-safe.
 */
final class BodyFeed {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFeed.class);
    private static final int CHUNK = 8 * 1024;

    private final InputStream in;
    private final HttpIntake intake;
    private @Nullable Thread reader;
    private boolean stopped;

    BodyFeed(InputStream in, HttpIntake intake) {
        this.in = in;
        this.intake = intake;
    }

    /** Reads until the body ends, fails or is over. Returns whether the body has arrived whole. */
    boolean run() {
        boolean whole = false;
        if (enter()) {
            try {
                whole = readAll();
            } catch (IOException | RuntimeException broken) {
                LOG.debug("a body did not arrive whole", broken);
            } finally {
                leave();
            }
        }
        if (whole) {
            intake.complete();
        } else {
            intake.fail();
        }
        return whole;
    }

    /** Ends the reading; the thread that reads finds its connection closed. */
    synchronized void stop() {
        stopped = true;
        if (reader != null) {
            reader.interrupt();
        }
    }

    private boolean readAll() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!intake.bodyOver().isDone()) {
            int count = in.read(chunk);
            if (count < 0) {
                return true;
            }
            intake.add(chunk, count);
        }
        return false;
    }

    private synchronized boolean enter() {
        reader = stopped ? null : Thread.currentThread();
        return !stopped;
    }

    /** From here on nothing interrupts the thread, which must not carry an interrupt of ours into the engine. */
    private synchronized void leave() {
        reader = null;
        if (stopped) {
            Thread.interrupted();
        }
    }
}
