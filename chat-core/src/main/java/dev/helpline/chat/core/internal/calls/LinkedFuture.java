package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.live.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A future that ends as another does, and whose cancellation cancels the other. Dependent stages of the JDK's own pass
 * a cancellation on to nobody.
 */
final class LinkedFuture<T> extends CompletableFuture<T> {
    private volatile @Nullable CompletableFuture<T> source;

    /** Ends as {@code other} does, on the thread that ends it. */
    LinkedFuture<T> follow(CompletableFuture<T> other) {
        return follow(other, Runnable::run, failure -> failure);
    }

    /** Ends as {@code other} does, on {@code executor}, with its failure translated. */
    @SuppressWarnings("FutureReturnValueIgnored") // what it returns ends as this future does
    LinkedFuture<T> follow(CompletableFuture<T> other, Executor executor, UnaryOperator<Throwable> translation) {
        source = other;
        other.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        complete(value);
                    } else {
                        completeExceptionally(translation.apply(Failures.unwrapped(failure)));
                    }
                },
                executor);
        if (isCancelled()) {
            other.cancel(false);
        }
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
