package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Schedules with the JVM's timer and runs tasks in the common pool, so that nothing needs closing. Thread-safe. */
public final class TimerScheduler implements Scheduler {
    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS)
                .thenRunAsync(task);
        return () -> timer.cancel(false);
    }
}
