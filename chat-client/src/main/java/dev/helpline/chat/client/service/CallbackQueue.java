package dev.helpline.chat.client.service;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks on the app's executor: in the order in which they were added, one at a time, whatever they throw, and none
 * after {@link #close()} has returned. While it is {@link #hold held}, callbacks wait. Thread-safe.
 */
final class CallbackQueue {
    private final Executor executor;
    private final Consumer<Throwable> failures;
    private final Object lock = new Object();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean draining;
    private boolean closed;
    private boolean held;
    private Runnable beforeFlush = () -> {};
    private @Nullable Thread inCallback;

    CallbackQueue(Executor executor, Consumer<Throwable> failures) {
        this.executor = executor;
        this.failures = failures;
    }

    /** Sets what each {@link #flush} does first. */
    void beforeFlush(Runnable step) {
        beforeFlush = step;
    }

    /** Lets callbacks that are not running yet wait until {@link #release}. */
    void hold() {
        synchronized (lock) {
            held = true;
        }
    }

    /** Ends a {@link #hold}. Call {@link #flush()} afterwards. */
    void release() {
        synchronized (lock) {
            held = false;
        }
    }

    /** Adds a callback without running it, so the caller may hold locks. Call {@link #flush()} afterwards. */
    void add(Runnable callback) {
        synchronized (lock) {
            if (!closed) {
                waiting.add(callback);
            }
        }
    }

    /**
     * Adds an exception that another part of the app threw, without running anything. It is reported in order with the
     * callbacks.
     */
    void addFailure(Throwable thrown) {
        add(() -> report(thrown));
    }

    /** Makes the executor run what was added. The executor may run it on this thread, so the caller must hold no lock. */
    void flush() {
        beforeFlush.run();
        synchronized (lock) {
            if (draining || held || waiting.isEmpty()) {
                return;
            }
            draining = true;
        }
        try {
            executor.execute(this::drain);
        } catch (Throwable refused) {
            synchronized (lock) {
                draining = false;
            }
            report(refused);
        }
    }

    private void drain() {
        for (Runnable next = begin(); next != null; next = begin()) {
            try {
                next.run();
            } catch (Throwable thrown) { // Kotlin listeners can throw checked exceptions
                report(thrown);
            } finally {
                end();
            }
        }
    }

    private @Nullable Runnable begin() {
        synchronized (lock) {
            Runnable next = held ? null : waiting.poll();
            if (next == null) {
                draining = false;
            } else {
                inCallback = Thread.currentThread();
            }
            return next;
        }
    }

    private void end() {
        synchronized (lock) {
            inCallback = null;
            lock.notifyAll();
        }
    }

    private void report(Throwable thrown) {
        try {
            failures.accept(thrown);
        } catch (Throwable broken) {
            // the failure reporter itself is broken, and there is no other one
        }
    }

    /** Waits for a callback that is running on another thread. Called from a callback, it returns at once. */
    void close() {
        boolean interrupted = false;
        synchronized (lock) {
            closed = true;
            waiting.clear();
            while (inCallback != null && inCallback != Thread.currentThread()) {
                try {
                    lock.wait();
                } catch (InterruptedException wanted) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
