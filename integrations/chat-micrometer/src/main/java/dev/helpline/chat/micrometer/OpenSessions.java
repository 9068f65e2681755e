package dev.helpline.chat.micrometer;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many sessions are open. The reader of a registry must not wait for a database, so a reading returns what is known, and if that is old, it
 * is read again for the next reading. Thread-safe.
 */
final class OpenSessions {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

    /** One of the numbers. */
    interface Part extends ToLongFunction<OpenSessionCounts> {}

    private record Known(@Nullable OpenSessionCounts counts, long atNanos) {}

    private final ChatEngine engine;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Known known;

    OpenSessions(ChatEngine engine) {
        this.engine = engine;
        readAgain();
    }

    /** Returns the number that is known; {@code NaN} if none is. */
    double count(Part part) {
        Known last = known;
        if (last == null || System.nanoTime() - last.atNanos() > FRESH_NANOS) {
            readAgain();
        }
        return last == null || last.counts() == null ? Double.NaN : part.applyAsLong(last.counts());
    }

    private void readAgain() {
        if (reading.compareAndSet(false, true)) {
            Thread reader = new Thread(this::read, "helpline-meters");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read() {
        try {
            known = new Known(engine.openSessionCounts(), System.nanoTime());
        } catch (RuntimeException e) {
            LOG.debug("the numbers of open sessions cannot be read", e);
            known = new Known(null, System.nanoTime());
        } finally {
            reading.set(false);
        }
    }
}
