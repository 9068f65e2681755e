package dev.helpline.chat.http.jdk;

import dev.helpline.chat.http.exchange.HttpIntake;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of one request and hands it over as it arrives. This server's reads block without a time limit, so the
 * wait is ended by interrupting the reading thread, which also closes the connection. Thread-safe.
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

    /** Reads until the body ends, fails or must not be read further. Returns whether it has arrived completely. */
    boolean run() {
        boolean whole = false;
        if (enter()) {
            try {
                whole = readAll();
            } catch (IOException | RuntimeException broken) {
                LOG.debug("a body did not arrive completely", broken);
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

    /** Stops the reading by closing the connection of the reading thread. */
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

    /** After this the thread is not interrupted any more. Clears an interrupt, which must not reach the engine. */
    private synchronized void leave() {
        reader = null;
        if (stopped) {
            Thread.interrupted();
        }
    }
}
