package dev.helpline.chat.client;

import java.time.Duration;

/** How often something may be done: {@link #count} times at once, refilled evenly over the {@link #period}. Immutable. */
public final class RateLimit {
    private final int count;
    private final Duration period;

    RateLimit(int count, Duration period) {
        this.count = count;
        this.period = period;
    }

    /** How many times at once. */
    public int count() {
        return count;
    }

    /** In which time that many are refilled. */
    public Duration period() {
        return period;
    }

    @Override
    public String toString() {
        return count + " per " + period;
    }
}
