package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Schedules with the JVM's timer and runs tasks in the common pool, so that nothing needs closing. Thread-safe. */
public final class TimerScheduler implements Scheduler {
    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        var unused = due.completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(isDue -> {
                    if (isDue) {
                        ForkJoinPool.commonPool().execute(task);
                    }
                });
        // Not cancelled: each call with a body cancels its timer, and that would make an exception with its stack
        // trace.
        return () -> due.complete(false);
    }
}
