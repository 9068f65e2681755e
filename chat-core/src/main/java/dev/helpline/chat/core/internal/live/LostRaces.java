package dev.helpline.chat.core.internal.live;

import java.time.Duration;

/**
 * Counts the tries that failed because another engine was faster. The first few are repeated at once, since the other engine has
 * finished by then. Later ones wait for a while, so that an engine that keeps losing does not keep the store busy. A {@link Deadline}
 * ends the tries. Not thread-safe.
 */
public final class LostRaces {
    private static final int AT_ONCE = 50;

    private final Retry retry = Retry.ofRace();
    private int count;

    /** No race was lost so far. */
    public LostRaces() {}

    /** Counts one more, and returns how long to wait before the next try. */
    public Duration lost() {
        count++;
        return count <= AT_ONCE ? Duration.ZERO : retry.next();
    }

    /** A try succeeded. */
    void reset() {
        count = 0;
        retry.reset();
    }
}
