package dev.helpline.chat.core.internal.live;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads an engine makes, and closes: daemons with a name, so that they show in a thread dump and hold nobody up. */
public final class EngineThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);

    private EngineThreads() {}

    /** A thread that runs until its task returns. */
    static Thread start(String name, Runnable task) {
        Thread thread = daemon(name, task);
        thread.start();
        return thread;
    }

    /** A pool of at most {@code size} threads, which leave when there is nothing to do for a minute. */
    public static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> daemon(name, task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs tasks on {@code executor}; the caller runs those that it refuses, in whatever way, so that no task is lost. */
    public static Executor orCaller(Executor executor) {
        return task -> {
            Handed handed = new Handed(task);
            try {
                executor.execute(handed);
            } catch (RejectedExecutionException e) {
                LOG.warn("the workers refuse a task; its caller does it");
                task.run();
            } catch (Throwable e) {
                if (handed.begun) {
                    throw e; // it is the task's: this executor runs tasks on their callers' threads
                }
                LOG.warn("the workers refuse a task; its caller does it", e);
                task.run();
            }
        };
    }

    private static final class Handed implements Runnable {
        private final Runnable task;
        private volatile boolean begun;

        Handed(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            begun = true;
            task.run();
        }
    }

    /** Lets the pool finish what it has, for up to 200 milliseconds. An interrupt ends the waiting and stays set. */
    public static void stop(ThreadPoolExecutor pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                LOG.warn("tasks did not come to an end within 200 ms after the engine was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that has not been started. */
    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
