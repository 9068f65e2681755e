package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.futures.LinkedFuture;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The edge of the engine's public API: turns a {@link StoreException} into the {@link ChatException} that callers are
 * promised. A {@link StoreException} that gets here comes from a read, so nothing was stored; the outcome of a write has been
 * turned into a {@link ChatException} before.
 */
public final class CallBoundary {
    private CallBoundary() {}

    /** Makes a call on the calling thread. */
    public static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException e) {
            throw unreadable(e);
        }
    }

    /** Makes a call without a result on the calling thread. */
    public static void run(Runnable call) {
        call(() -> {
            call.run();
            return true;
        });
    }

    /** Makes a call and waits for its end, as {@link Futures#await} does. */
    public static <T> T await(Function<Executor, CompletableFuture<T>> call) {
        return call(() -> Futures.await(call));
    }

    /**
     * Makes a call without waiting. Its later steps run on {@code executor}, and so does what depends on a result that is not there when
     * this method returns.
     */
    public static <T> CompletionStage<T> async(Function<Executor, CompletableFuture<T>> call, Executor executor) {
        try {
            CompletableFuture<T> made = call(() -> call.apply(executor));
            return made.isDone() && !made.isCompletedExceptionally()
                    ? made
                    : new LinkedFuture<T>().follow(made, executor, CallBoundary::translated);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable translated(Throwable failure) {
        return failure instanceof StoreException e ? unreadable(e) : failure;
    }

    private static ChatException unreadable(StoreException cause) {
        return CommandFailures.notStored("the store could not be read", cause);
    }
}
