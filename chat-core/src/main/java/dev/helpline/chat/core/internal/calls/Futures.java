package dev.helpline.chat.core.internal.calls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for a future, with its failure as it was thrown. */
public final class Futures {
    private Futures() {}

    /** The value, or the failure. Is not cut short by an interrupt: what is under way is under way. */
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
}
