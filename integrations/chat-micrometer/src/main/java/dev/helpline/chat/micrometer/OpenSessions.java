package dev.helpline.chat.micrometer;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import io.micrometer.core.instrument.Clock;
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
    private final Clock clock;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Known known;

    OpenSessions(ChatEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        readAgain();
    }

    /** Returns the number that is known; {@code NaN} if none is. */
    double count(Part part) {
        Known last = known;
        if (last == null || clock.monotonicTime() - last.atNanos() > FRESH_NANOS) {
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
            known = new Known(engine.host().openSessionCounts(), clock.monotonicTime());
        } catch (RuntimeException e) {
            LOG.debug("the numbers of open sessions cannot be read", e);
            known = new Known(null, clock.monotonicTime());
        } finally {
            reading.set(false);
        }
    }
}
