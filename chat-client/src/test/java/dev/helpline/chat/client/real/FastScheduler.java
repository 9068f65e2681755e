package dev.helpline.chat.client.real;

import dev.helpline.chat.client.service.ChatScheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler whose time runs so many times as fast, by default five hundred, so that a delay of two seconds takes four milliseconds. */
final class FastScheduler implements ChatScheduler, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final int factor;

    FastScheduler() {
        this(500);
    }

    FastScheduler(int factor) {
        this.factor = factor;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() * factor;
    }

    @Override
    public Task after(Duration delay, Runnable step) {
        Future<?> pending = executor.schedule(step, delay.toNanos() / factor, TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
