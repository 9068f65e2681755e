package dev.helpline.chat.http.internal.calls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Transforms completion stages so that cancelling the result cancels the source. */
final class CancellableStages {
    private CancellableStages() {}

    /**
     * Like {@link CompletionStage#thenApply}, except that cancelling the result also cancels {@code stage}. Throws what the function throws
     * if the value is there already.
     */
    static <T, R> CompletableFuture<R> map(CompletionStage<T> stage, Function<T, R> function) {
        CompletableFuture<T> source = stage.toCompletableFuture();
        return isThere(source)
                ? CompletableFuture.completedFuture(function.apply(source.join()))
                : cancelling(source.thenApply(function), source);
    }

    /**
     * Runs an action when the stage completes, in whatever way, and before the result completes; possibly twice.
     * Cancelling the result also cancels {@code stage}.
     */
    static <T> CompletableFuture<T> whenDone(CompletionStage<T> stage, Runnable action) {
        CompletableFuture<T> source = stage.toCompletableFuture();
        // A cancelled result does not run what it was to run; then the stage itself does.
        CompletionStage<T> watched = source;
        watched.whenComplete((value, thrown) -> action.run());
        return cancelling(source.whenComplete((value, thrown) -> action.run()), source);
    }

    /**
     * Returns a result that never fails, made from the stage's value or failure; cancelling it also cancels {@code
     * stage}.
     */
    static <T, R> CompletableFuture<R> settle(
            CompletionStage<T> stage, Function<T, R> success, Function<Throwable, R> failure) {
        CompletableFuture<T> source = stage.toCompletableFuture();
        if (isThere(source)) {
            return CompletableFuture.completedFuture(success.apply(source.join()));
        }
        return cancelling(
                source.handle((value, thrown) -> thrown == null ? success.apply(value) : failure.apply(thrown)),
                source);
    }

    /** Whether the value is there already, as it is for most calls: then nothing is left to cancel. */
    private static boolean isThere(CompletableFuture<?> source) {
        return source.isDone() && !source.isCompletedExceptionally();
    }

    private static <R> CompletableFuture<R> cancelling(CompletableFuture<R> result, CompletableFuture<?> source) {
        CompletionStage<R> watched = result;
        watched.whenComplete((value, thrown) -> {
            if (result.isCancelled()) {
                source.cancel(false);
            }
        });
        return result;
    }
}
