package dev.helpline.chat.client.service;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The app's scheduler, with a thread of the SDK for the steps that it rejects. If the app's executor is full or shut down,
 * that is reported, and the chat continues. Thread-safe.
 */
final class FallbackScheduler implements ChatScheduler, AutoCloseable {
    private final ChatScheduler apps;
    private final Consumer<Throwable> failures;
    private @Nullable ChatThread standIn;
    private boolean closed;

    /** Reports failures to {@code failures}, possibly with locks held. */
    FallbackScheduler(ChatScheduler apps, Consumer<Throwable> failures) {
        this.apps = apps;
        this.failures = failures;
    }

    @Override
    public long nanoTime() {
        try {
            return apps.nanoTime();
        } catch (Throwable thrown) {
            failures.accept(thrown);
            return 0;
        }
    }

    @Override
    public Task after(Duration delay, Runnable step) {
        try {
            Task task = apps.after(delay, step);
            return () -> cancel(task);
        } catch (Throwable thrown) {
            failures.accept(thrown);
            return onStandIn(delay, step);
        }
    }

    private void cancel(Task task) {
        try {
            task.cancel();
        } catch (Throwable thrown) {
            failures.accept(thrown);
        }
    }

    private synchronized Task onStandIn(Duration delay, Runnable step) {
        if (closed) {
            return () -> {};
        }
        if (standIn == null) {
            standIn = new ChatThread();
        }
        return ChatScheduler.on(standIn).after(delay, step);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (standIn != null) {
            standIn.shutdown();
        }
    }
}
