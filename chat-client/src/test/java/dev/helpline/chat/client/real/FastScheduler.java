package dev.helpline.chat.client.real;

import dev.helpline.chat.client.service.ChatScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A scheduler whose time runs so many times as fast, by default five hundred, so that a delay of two seconds takes four milliseconds. */
final class FastScheduler implements ChatScheduler, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final int factor;
    private final AtomicLong sleptNanos = new AtomicLong();

    FastScheduler() {
        this(500);
    }

    FastScheduler(int factor) {
        this.factor = factor;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() * factor + sleptNanos.get();
    }

    @Override
    public Task after(Duration delay, Runnable step) {
        Future<?> pending = executor.schedule(step, delay.toNanos() / factor, TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** Lets this much time pass at once, during which nothing runs, as on a phone that is asleep. Then runs what is due. */
    void sleep(Duration duration) {
        sleptNanos.addAndGet(duration.toNanos());
        for (Runnable pending : List.copyOf(executor.getQueue())) {
            boolean isDue = ((Delayed) pending).getDelay(TimeUnit.NANOSECONDS) * factor <= duration.toNanos();
            if (isDue && executor.getQueue().remove(pending)) {
                executor.execute(pending);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
