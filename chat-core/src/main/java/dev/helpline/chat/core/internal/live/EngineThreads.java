package dev.helpline.chat.core.internal.live;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and stops the engine's threads: daemons, which do not keep the process alive, with names for thread dumps. */
public final class EngineThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);

    private EngineThreads() {}

    /** A thread that runs until its task returns. */
    static Thread start(String name, Runnable task) {
        Thread thread = daemon(name, task);
        thread.start();
        return thread;
    }

    /** A pool of at most {@code size} threads, which end after a minute without work. */
    public static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> daemon(name, task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs tasks on {@code executor}; a task that it rejects runs on the calling thread, so that no task is lost. */
    public static Executor orCaller(Executor executor) {
        return task -> {
            Handed handed = new Handed(task);
            try {
                executor.execute(handed);
            } catch (RejectedExecutionException e) {
                LOG.warn("the executor rejected a task; the calling thread runs it");
                task.run();
            } catch (Throwable e) {
                if (handed.begun) {
                    throw e; // the task's own: this executor runs tasks on the calling thread
                }
                LOG.warn("the executor rejected a task; the calling thread runs it", e);
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

    /** Gives the pool up to 200 milliseconds to finish its tasks. An interrupt ends the waiting and stays set. */
    public static void stop(ThreadPoolExecutor pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                LOG.warn("tasks did not end within 200 ms after the engine was closed");
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
