package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.live.Failures;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The engine's public face: what goes wrong behind it comes out as a {@link ChatException}. A
 * {@link StoreException} that gets here is a read's, so nothing was stored; writes have said all there is to say.
 */
public final class Face {
    private Face() {}

    /** Makes a call. */
    public static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException e) {
            throw unreadable(e);
        }
    }

    /** Makes a call and waits for its end. */
    public static <T> T await(Supplier<CompletableFuture<T>> call) {
        return call(() -> Futures.join(call.get()));
    }

    /** Makes a call whose end is heard of on {@code executor}. */
    public static <T> CompletionStage<T> async(Supplier<CompletableFuture<T>> call, Executor executor) {
        try {
            return new LinkedFuture<T>().follow(call(call), executor, Face::translated);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable translated(Throwable failure) {
        return failure instanceof StoreException e ? unreadable(e) : failure;
    }

    private static ChatException unreadable(StoreException cause) {
        return Failures.notStored("the store could not be read", cause);
    }
}
