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

    /** Does what {@code executor} does, but what that refuses is done at once, by whoever handed it in: nothing is lost. */
    public static Executor orCaller(Executor executor) {
        return task -> {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.warn("the workers refuse a task; its caller does it");
                task.run();
            }
        };
    }

    /** Lets the pool finish what it has, for up to a second. An interrupt ends the waiting and stays set. */
    public static void stop(ThreadPoolExecutor pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("tasks did not come to an end within a second after the engine was closed");
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
