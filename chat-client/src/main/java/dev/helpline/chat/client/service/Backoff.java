package dev.helpline.chat.client.service;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after consecutive failures. The delay doubles with each failure up to a maximum; a random part of up to
 * half of it is subtracted, so that clients that failed at the same time do not retry at the same time. It only computes
 * delays and never waits.
 *
 * <p>Not thread-safe.
 */
final class Backoff {
    /** The longest delay that a server can ask for. */
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

    /** Counts a failure and returns the delay, which is at least the one that the server asked for. */
    Duration afterFailure(@Nullable Duration retryAfter) {
        long doubled = first.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long ceiling = Math.min(doubled, max.toMillis());
        long own = ceiling - upTo(ceiling / 2);
        return Duration.ofMillis(retryAfter == null ? own : Math.max(own, spread(retryAfter)));
    }

    /** Adds up to a tenth to the requested delay, since the server requests the same of all clients. */
    private long spread(Duration retryAfter) {
        long asked = Math.min(retryAfter.toMillis(), MAX_RETRY_AFTER.toMillis());
        return asked + upTo(asked / 10);
    }

    private long upTo(long bound) {
        return random.nextInt((int) Math.min(bound, Integer.MAX_VALUE - 1) + 1);
    }
}
