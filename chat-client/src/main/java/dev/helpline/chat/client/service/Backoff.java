package dev.helpline.chat.client.service;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures in a row: doubled each time up to a maximum, then a random point in the upper half of that,
 * so that clients which failed together do not come back together. Only decides, never waits.
 *
 * <p>Not thread-safe.
 */
final class Backoff {
    /** A server may ask for more patience than our maximum, but not for ever. */
    static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    private static final int MAX_DOUBLINGS = 16;

    private final Duration first;
    private final Duration max;
    private final Random random;
    private int failures;

    Backoff(Duration first, Duration max, Random random) {
        this.first = first;
        this.max = max;
        this.random = random;
    }

    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }

    /** Counts a failure. The wait is at least what the server asked for, if it did. */
    Duration afterFailure(@Nullable Duration retryAfter) {
        long doubled = first.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long ceiling = Math.min(doubled, max.toMillis());
        long own = ceiling - upTo(ceiling / 2);
        return Duration.ofMillis(retryAfter == null ? own : Math.max(own, spread(retryAfter)));
    }

    /** Up to a tenth later than asked: everybody was asked the same. */
    private long spread(Duration retryAfter) {
        long asked = Math.min(retryAfter.toMillis(), MAX_RETRY_AFTER.toMillis());
        return asked + upTo(asked / 10);
    }

    private long upTo(long bound) {
        return random.nextInt((int) Math.min(bound, Integer.MAX_VALUE - 1) + 1);
    }
}
