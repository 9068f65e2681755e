package dev.helpline.chat.core.internal.live;

import java.time.Duration;

/** How long to wait before the next try: doubles from a first wait to a longest one. Not thread-safe. */
final class Retry {
    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    private Retry(long firstMillis, long longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.nextMillis = firstMillis;
    }

    /** For a store that did not answer: from 20 milliseconds to a second. */
    static Retry ofStore() {
        return new Retry(20, 1000);
    }

    /** For a race that another engine won: from 1 to 50 milliseconds, since one side wins each race. */
    static Retry ofRace() {
        return new Retry(1, 50);
    }

    Duration next() {
        Duration wait = Duration.ofMillis(nextMillis);
        nextMillis = Math.min(2 * nextMillis, longestMillis);
        return wait;
    }

    void reset() {
        nextMillis = firstMillis;
    }
}
