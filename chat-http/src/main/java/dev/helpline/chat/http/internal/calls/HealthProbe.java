package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.ElapsedTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Checks the engine's health, which reads the store, and keeps the result for a second. Thread-safe. */
final class HealthProbe {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final BooleanSupplier ready;
    private final ElapsedTime time;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Seen last;

    HealthProbe(BooleanSupplier ready, InstantSource clock) {
        this.ready = ready;
        this.time = new ElapsedTime(clock);
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
            Seen found = new Seen(time.nanos(), ask());
            last = found;
            return found.ready();
        } finally {
            asking.unlock();
        }
    }

    private boolean isFresh(Seen seen) {
        return time.nanos() - seen.atNanos() < FRESH_FOR.toNanos();
    }

    private boolean ask() {
        try {
            return ready.getAsBoolean();
        } catch (Throwable unable) {
            return false;
        }
    }

    private record Seen(long atNanos, boolean ready) {}
}
