package dev.helpline.chat.http.internal.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Measures elapsed time by the host's clock, for budgets and for results that are kept for a while. If the clock is set, forward or
 * back, the step counts as elapsed time, so that no result is kept and no caller is held up for longer than meant. Thread-safe.
 */
public final class ElapsedTime {
    /** A smaller step back is a correction of the clock, or a thread that read it earlier; it counts as no time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private Instant last;
    private long nanos;

    /** Begins at zero. */
    public ElapsedTime(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Returns the elapsed time in nanoseconds; never less than an earlier call did. */
    public synchronized long nanos() {
        Instant now = clock.instant();
        Duration step = Duration.between(last, now);
        boolean counts = !step.isNegative() || step.abs().compareTo(TOLERANCE) > 0;
        if (counts) {
            last = now;
            nanos += step.abs().toNanos();
        }
        return nanos;
    }
}
