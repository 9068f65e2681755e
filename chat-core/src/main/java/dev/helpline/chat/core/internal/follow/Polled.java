package dev.helpline.chat.core.internal.follow;

/**
 * What one poll looks at: a session, or the board. Thread-safe.
 *
 * @param <A> the answer to the poll
 * @param <S> what one look finds
 */
public interface Polled<A, S extends Polled.Sight<A>> {
    /** What one look found. Immutable. */
    interface Sight<A> {
        /** The answer as of this look. */
        A answer();

        /** Whether the answer tells the caller anything. */
        boolean isNews();
    }

    /** Looks at it as it is now. May read the store. */
    S look();

    /**
     * Runs {@code watcher} once, on any thread, as soon as it differs from what was seen; at once if it already does. There is one
     * watcher at a time.
     */
    void watch(S seen, Runnable watcher);

    /** Forgets a watcher that has not run. */
    void unwatch(Runnable watcher);

    /** Whether no poll may wait any more. Watchers are run when it becomes true. */
    boolean isClosing();

    /** The poll is answered with this, perhaps after it has waited for it. */
    default void answered(S seen, boolean waited) {}
}
