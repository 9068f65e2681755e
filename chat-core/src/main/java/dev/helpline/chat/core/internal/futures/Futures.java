package dev.helpline.chat.core.internal.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Waits for futures and chains them, without wrapping a failure and without losing a cancellation. */
public final class Futures {
    private Futures() {}

    /** Waits for the value and returns it, or throws the failure. An interrupt does not end the wait. */
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Makes a call, waits for its end, and runs its later steps on the calling thread meanwhile. A caller that waits so
     * needs no other thread to go on: it may be a worker's, and the last. An interrupt does not end the wait.
     *
     * @param call makes the call, given the executor for its later steps
     */
    public static <T> T await(Function<Executor, CompletableFuture<T>> call) {
        Mailbox mailbox = new Mailbox();
        return mailbox.workUntil(call.apply(mailbox));
    }

    /**
     * Runs {@code next} on the value: at once if it is there, otherwise on {@code executor}, so that the thread that
     * completes {@code first} does no more than that. Cancelling the result cancels what {@code next} returned.
     */
    public static <A, B> CompletableFuture<B> then(
            CompletableFuture<A> first, Executor executor, Function<A, CompletableFuture<B>> next) {
        return first.isDone() ? next.apply(join(first)) : new LinkedFuture<B>().followNext(first, executor, next);
    }

    /** The failure itself, not the wrapper that a chain of stages puts around it. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
