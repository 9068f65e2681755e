package dev.helpline.chat.http.internal.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Names the request in whatever is logged on its way. */
public final class LoggingContext {
    private static final String KEY = "requestId";

    private LoggingContext() {}

    /** What {@code call} returns or throws. The context is left as it was. */
    public static <T> T supply(String requestId, Supplier<T> call) {
        String outer = MDC.get(KEY);
        MDC.put(KEY, requestId);
        try {
            return call.get();
        } finally {
            restore(outer);
        }
    }

    /** What {@code call} returns; what it throws becomes the stage's failure. The context is left as it was. */
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
