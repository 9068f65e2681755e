package dev.helpline.chat.core.internal.live;

import java.time.Duration;

/** How long to wait before the store is asked again: doubling from 20 milliseconds to a second. Not thread-safe. */
final class Retry {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private long nextMillis = FIRST_MILLIS;

    Duration next() {
        Duration wait = Duration.ofMillis(nextMillis);
        nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
        return wait;
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
