package dev.helpline.chat.spi.time;

import java.time.Duration;

/** Runs something later, once. Thread-safe. */
@FunctionalInterface
public interface Scheduler {
    /**
     * Runs {@code task} once, not before {@code delay} has passed, on a thread of the scheduler's. The task must not
     * block for long and must not throw.
     */
    Scheduled schedule(Duration delay, Runnable task);

    /** A task that may still have to run. */
    @FunctionalInterface
    interface Scheduled {
        /** Keeps the task from running if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
