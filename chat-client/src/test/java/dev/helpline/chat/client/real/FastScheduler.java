package dev.helpline.chat.client.real;

import dev.helpline.chat.client.service.ChatScheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler whose time runs five hundred times as fast, so that a delay of two seconds takes four milliseconds. */
final class FastScheduler implements ChatScheduler, AutoCloseable {
    private static final int FACTOR = 500;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    @Override
    public long nanoTime() {
        return System.nanoTime() * FACTOR;
    }

    @Override
    public Task after(Duration delay, Runnable step) {
        Future<?> pending = executor.schedule(step, delay.toNanos() / FACTOR, TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
