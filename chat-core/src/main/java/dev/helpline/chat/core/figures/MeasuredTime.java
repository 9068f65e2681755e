package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long something took at one node, of all times that were measured in the last 15 minutes: the minute that has begun and the 14 before it.
 * The times are estimates from classes, at most a 32nd longer than what was measured. Thread-safe: immutable.
 */
@Experimental
public final class MeasuredTime {
    /** For how long a measurement counts. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private final Duration median;
    private final Duration p90;
    private final long count;

    private MeasuredTime(Duration median, Duration p90, long count) {
        this.median = median;
        this.p90 = p90;
        this.count = count;
    }

    /**
     * Returns measurements.
     *
     * @param count how many there were, at least 1
     */
    public static MeasuredTime of(Duration median, Duration p90, long count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, was " + count);
        }
        return new MeasuredTime(Objects.requireNonNull(median, "median"), Objects.requireNonNull(p90, "p90"), count);
    }

    /** Returns the shortest time that at least half of the measurements do not exceed, in whole microseconds. */
    public Duration median() {
        return median;
    }

    /** Returns the shortest time that at least nine of ten measurements do not exceed, in whole microseconds. */
    public Duration p90() {
        return p90;
    }

    /** Returns over how many measurements this is, from 1. */
    public long count() {
        return count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MeasuredTime that
                && median.equals(that.median)
                && p90.equals(that.p90)
                && count == that.count;
    }

    @Override
    public int hashCode() {
        return Objects.hash(median, p90, count);
    }

    @Override
    public String toString() {
        return "MeasuredTime[median " + median + ", P90 " + p90 + " of " + count + "]";
    }
}
