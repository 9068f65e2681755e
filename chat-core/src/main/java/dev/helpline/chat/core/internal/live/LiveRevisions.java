package dev.helpline.chat.core.internal.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the live revisions of all sessions of one run of the engine, so that no two heads share one. If the store turns out to have
 * gone back to an earlier state, the revisions until then are no longer trusted: a cursor with one of them may stand behind an entry
 * that is lost. Thread-safe.
 */
public final class LiveRevisions {
    private final AtomicLong newest = new AtomicLong();
    private volatile long distrusted;

    LiveRevisions() {}

    long next() {
        return newest.incrementAndGet();
    }

    /** The store went back: no revision until now is trusted any more. */
    void distrust() {
        distrusted = newest.incrementAndGet();
    }

    /** Whether the store has not gone back, as far as this engine knows, since the revision was given. */
    public boolean isTrusted(long revision) {
        return revision > distrusted && revision <= newest.get();
    }
}
