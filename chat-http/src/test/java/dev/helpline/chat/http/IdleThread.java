package dev.helpline.chat.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for the tasks of an engine; a test can wait until it has nothing to do. It ends by itself. */
final class IdleThread implements Executor {
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

    IdleThread() {
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits until all tasks have ended, also those that they submitted. */
    void awaitIdle() {
        do {
            CompletableFuture.runAsync(() -> {}, thread).join();
        } while (!thread.getQueue().isEmpty());
    }
}
