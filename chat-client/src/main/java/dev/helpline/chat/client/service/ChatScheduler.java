package dev.helpline.chat.client.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The source of time and delays of a {@link ChatService}. Tests need not wait if they use {@code ScriptedScheduler} of
 * {@code chat-client-testkit}.
 *
 * <p>Must be thread-safe.
 */
public interface ChatScheduler {
    /** Returns nanoseconds since an arbitrary moment; only differences are meaningful. Never decreases. */
    long nanoTime();

    /** Runs {@code step} once, after {@code delay}, and never before this method has returned. Steps are short. */
    Task after(Duration delay, Runnable step);

    /** A step that was scheduled. */
    @FunctionalInterface
    interface Task {
        /** Cancels the step, unless it has begun. */
        void cancel();
    }

    /** Uses an executor of the app. The app shuts it down, after it has closed the chat service. */
    static ChatScheduler on(ScheduledExecutorService executor) {
        return new ChatScheduler() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Task after(Duration delay, Runnable step) {
                Future<?> pending = executor.schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
                return () -> pending.cancel(false);
            }
        };
    }
}
