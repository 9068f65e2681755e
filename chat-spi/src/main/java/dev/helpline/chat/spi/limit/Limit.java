package dev.helpline.chat.spi.limit;

import dev.helpline.chat.spi.Checks;
import java.time.Duration;

/**
 * How often something may be done: {@code count} times at once, refilled evenly over {@code period}.
 *
 * @param count at least 1
 * @param period more than zero, at most 366 days
 */
public record Limit(int count, Duration period) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** Checks the bounds. */
    public Limit {
        Checks.within("count", count, 1, Integer.MAX_VALUE);
        Checks.require(
                !period.isNegative() && !period.isZero() && period.compareTo(LONGEST) <= 0,
                "period must be more than zero and at most 366 days");
    }
}
