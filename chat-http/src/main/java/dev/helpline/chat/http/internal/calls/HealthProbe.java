package dev.helpline.chat.http.internal.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Checks the engine's health, which reads the store, and keeps the result for a second. Thread-safe. */
final class HealthProbe {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final BooleanSupplier ready;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Seen last;

    HealthProbe(BooleanSupplier ready, InstantSource clock) {
        this.ready = ready;
        this.clock = clock;
    }

    boolean isReady() {
        Seen seen = last;
        if (seen != null && (isFresh(seen) || !asking.tryLock())) {
            return seen.ready();
        }
        if (seen == null) {
            asking.lock();
        }
        try {
            Seen found = new Seen(clock.instant(), ask());
            last = found;
            return found.ready();
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh(Seen seen) {
        // A negative age means that the clock was set back, so the result may be hours old.
        Duration age = Duration.between(seen.at(), clock.instant());
        return !age.isNegative() && age.compareTo(FRESH_FOR) < 0;
    }

    private boolean ask() {
        try {
            return ready.getAsBoolean();
        } catch (Throwable unable) {
            return false;
        }
    }

    private record Seen(Instant at, boolean ready) {}
}
