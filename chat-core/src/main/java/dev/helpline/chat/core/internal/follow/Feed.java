package dev.helpline.chat.core.internal.follow;

import org.jspecify.annotations.Nullable;

/**
 * What one subscription delivers from, and how far it got. One thread at a time calls it.
 *
 * @param <T> what is delivered
 */
public interface Feed<T> {
    /**
     * Returns what is new since the last delivery; null if nothing is. The first call returns the state as it stands in any case. May
     * read the store.
     */
    @Nullable
    T look();

    /** The receiver has completed this delivery. */
    void delivered(T news);

    /** Where the next delivery begins; null for the beginning. */
    @Nullable
    String cursor();

    /**
     * Runs {@code watcher} once, on any thread, as soon as the next {@link #look} may return something; at once if it may already. A
     * feed has one watcher at most.
     */
    void watch(Runnable watcher);

    /** Forgets the watcher, and all else that the feed holds. */
    void close();

    /** The subscriber is still here. Called every second. */
    void present();
}
