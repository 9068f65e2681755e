package dev.helpline.chat.core.internal.calls;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs what it is handed on the one thread that waits at it, so that a thread that waits needs no other to go on. */
final class Mailbox implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until one of them, or anything before, has ended the future; is not cut short by an interrupt. */
    <T> T workUntil(CompletableFuture<T> future) {
        boolean interrupted = false;
        while (!future.isDone()) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Futures.join(future);
    }
}
