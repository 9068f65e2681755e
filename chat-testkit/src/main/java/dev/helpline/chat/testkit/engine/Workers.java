package dev.helpline.chat.testkit.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads for an engine, four of them; a test can wait until they are idle. Thread-safe. */
public final class Workers implements Executor, AutoCloseable {
    private static final int THREADS = 4;
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Counts the running tasks, and one party for ourselves, so that it never terminates. */
    private final Phaser busy = new Phaser(1);

    /** Starts no thread yet. */
    public Workers() {}

    @Override
    public void execute(Runnable task) {
        busy.register();
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                busy.arriveAndDeregister();
            }
        });
    }

    /**
     * Waits until all submitted tasks, and the tasks that these submitted, have ended.
     *
     * @throws AssertionError if they have not ended within 60 seconds
     */
    public void awaitIdle() {
        try {
            do {
                busy.awaitAdvanceInterruptibly(busy.arrive(), PATIENCE_SECONDS, TimeUnit.SECONDS);
            } while (busy.getUnarrivedParties() > 1);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the workers did not come to an end", e);
        }
    }

    /** Takes no more tasks; those that were submitted go on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
