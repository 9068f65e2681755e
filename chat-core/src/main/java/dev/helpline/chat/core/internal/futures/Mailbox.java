package dev.helpline.chat.core.internal.futures;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs its tasks on the one thread that waits for a future, so that this thread needs no other one to go on. */
final class Mailbox implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** The task that only ends the wait for a task. */
    private static void wakeUp() {}

    /** Runs tasks until the future is done, on whatever thread that happens; an interrupt does not end the wait. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends as the future does
    <T> T workUntil(CompletableFuture<T> future) {
        if (!future.isDone()) {
            future.whenComplete((value, failure) -> execute(Mailbox::wakeUp));
        }
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
