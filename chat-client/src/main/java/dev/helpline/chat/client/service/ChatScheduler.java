package dev.helpline.chat.client.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Time as the chat service knows it. Hand in a scripted one, and tests need no waiting.
 *
 * <p>Must be thread-safe.
 */
public interface ChatScheduler {
    /** Nanoseconds since some moment; only differences mean anything. Never runs backwards. */
    long nanoTime();

    /** Runs {@code step} once, after {@code delay}; never before this method has returned. Steps are short. */
    Task after(Duration delay, Runnable step);

    /** Something that will happen. */
    @FunctionalInterface
    interface Task {
        /** Makes it not happen, unless it has begun. */
        void cancel();
    }

    /** Uses an executor of the app, which stays the app's to shut down, after the chat service is closed. */
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
