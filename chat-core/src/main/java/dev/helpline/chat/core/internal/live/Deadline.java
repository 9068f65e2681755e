package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;

/**
 * The end of a span of time. It goes by elapsed time, so setting the clock neither shortens nor lengthens the span.
 *
 * @param time what measures the time
 * @param atNanos when it is over, by {@link Scheduler#nanoTime()}
 */
public record Deadline(Scheduler time, long atNanos) {
    static Deadline in(Duration timeout, Scheduler time) {
        return new Deadline(time, time.nanoTime() + timeout.toNanos());
    }

    /** How much time is left; zero if it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - time.nanoTime()));
    }

    /** Whether the time is up. */
    public boolean isOver() {
        // The difference is compared, not the values, since the origin is arbitrary.
        return time.nanoTime() - atNanos >= 0;
    }
}
