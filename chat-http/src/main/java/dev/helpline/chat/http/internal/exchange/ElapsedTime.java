package dev.helpline.chat.http.internal.exchange;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Measures elapsed time by the host's clock, for budgets and for results that are kept for a while. If the clock is set, forward or
 * back, the step counts as elapsed time, so that no result is kept and no caller is held up for longer than meant. Thread-safe.
 */
public final class ElapsedTime {
    /** A smaller step back is a correction of the clock, or a thread that read it earlier; it counts as no time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource clock;
    private volatile Reading last;

    /** Begins at zero. */
    public ElapsedTime(InstantSource clock) {
        this.clock = clock;
        this.last = new Reading(clock.millis(), 0);
    }

    /** Returns the elapsed time in nanoseconds, of whole milliseconds; never less than an earlier call did. */
    public long nanos() {
        long now = clock.millis();
        Reading seen = last;
        return now == seen.clockMillis() ? seen.nanos() : nanos(now);
    }

    private synchronized long nanos(long now) {
        long step = now - last.clockMillis();
        if (step >= 0 || -step > TOLERANCE.toMillis()) {
            last = new Reading(now, last.nanos() + Math.abs(step) * NANOS_PER_MILLI);
        }
        return last.nanos();
    }

    /**
     * One reading of the clock.
     *
     * @param nanos the time elapsed until then
     */
    private record Reading(long clockMillis, long nanos) {}
}
