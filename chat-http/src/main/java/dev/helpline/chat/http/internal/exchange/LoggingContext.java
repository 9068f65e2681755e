package dev.helpline.chat.http.internal.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the request id into the logging context while a call is handled. */
public final class LoggingContext {
    private static final String KEY = "requestId";

    private LoggingContext() {}

    /** Returns or throws what {@code call} does. Restores the context. */
    public static <T> T supply(String requestId, Supplier<T> call) {
        String outer = MDC.get(KEY);
        MDC.put(KEY, requestId);
        try {
            return call.get();
        } finally {
            restore(outer);
        }
    }

    /** As {@link #supply}, without a result. */
    public static void run(String requestId, Runnable call) {
        supply(requestId, () -> {
            call.run();
            return true;
        });
    }

    /** Returns what {@code call} returns, or a stage that failed with what it throws. Restores the context. */
    public static <T> CompletionStage<T> within(String requestId, Supplier<CompletionStage<T>> call) {
        try {
            return supply(requestId, call);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static void restore(@Nullable String outer) {
        if (outer == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, outer);
        }
    }
}
