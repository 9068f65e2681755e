package dev.helpline.chat.core.internal.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A future that ends as another one does, and that cancels the other one when it is cancelled, which dependent stages of
 * {@link CompletableFuture} do not do.
 */
public final class LinkedFuture<T> extends CompletableFuture<T> {
    private volatile @Nullable CompletableFuture<T> source;

    /** Ends as {@code other} does, on the thread that ends it. */
    LinkedFuture<T> follow(CompletableFuture<T> other) {
        return follow(other, Runnable::run, failure -> failure);
    }

    /** Ends as {@code other} does, on {@code executor}, with its failure translated. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends as this future does
    public LinkedFuture<T> follow(CompletableFuture<T> other, Executor executor, UnaryOperator<Throwable> translation) {
        source = other;
        other.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        complete(value);
                    } else {
                        completeExceptionally(translation.apply(Futures.unwrapped(failure)));
                    }
                },
                executor);
        if (isCancelled()) {
            other.cancel(false);
        }
        return this;
    }

    /** Ends as the future does that {@code next} makes from the value of {@code first}, on {@code executor}. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends as this future does
    <A> LinkedFuture<T> followNext(
            CompletableFuture<A> first, Executor executor, Function<A, CompletableFuture<T>> next) {
        first.whenCompleteAsync(
                (value, failure) -> {
                    try {
                        if (failure == null) {
                            follow(next.apply(value));
                        } else {
                            completeExceptionally(Futures.unwrapped(failure));
                        }
                    } catch (Throwable e) {
                        completeExceptionally(e);
                    }
                },
                executor);
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<T> followed = source;
        if (followed != null) {
            followed.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
