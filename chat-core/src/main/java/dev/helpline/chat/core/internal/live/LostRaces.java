package dev.helpline.chat.core.internal.live;

import java.time.Duration;

/**
 * Counts the tries that failed because another engine was faster. The first few go again at once, since the other side has
 * finished by then; the others wait for a while, so that a side that keeps losing does not keep the store busy. How long
 * one goes on is for a {@link Deadline} to say. Not thread-safe.
 */
public final class LostRaces {
    private static final int AT_ONCE = 50;

    private final Retry retry = Retry.ofRace();
    private int count;

    /** None so far. */
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
