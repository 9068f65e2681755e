package dev.helpline.chat.spi.time;

import java.time.Duration;

/**
 * Runs tasks after a delay, and measures the time that passes. Setting the system's clock affects neither.
 * Thread-safe.
 */
@FunctionalInterface
public interface Scheduler {
    /**
     * Runs {@code task} once, not before {@code delay} has passed, on a thread of the scheduler's. The task must not
     * block for long and must not throw.
     */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Returns the time in which delays are counted, in nanoseconds since an arbitrary moment that may lie in the
     * future. Only the difference of two values means something. It never goes back. The default is {@link
     * System#nanoTime()}.
     */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** A task that may still have to run. */
    @FunctionalInterface
    interface Scheduled {
        /** Prevents the task from running if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
