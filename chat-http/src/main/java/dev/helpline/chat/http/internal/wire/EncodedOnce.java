package dev.helpline.chat.http.internal.wire;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;

/**
 * Encodes a value once for all callers that have the same instance of it, as with an answer that hundreds of agents get. Keeps the bytes
 * of the last few values as long as the values themselves are in use. Thread-safe.
 */
public final class EncodedOnce<T> {
    /** Few values are shared at a time; each may take a few megabytes. */
    private static final int MAX_VALUES = 16;

    /** Weak keys are compared by identity, so that a look-up does not compare the values' parts. */
    private final LoadingCache<T, byte[]> encoded;

    /** Encodes with this function, which must return the same bytes for the same instance. */
    public EncodedOnce(Function<T, byte[]> encoding) {
        encoded = Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(MAX_VALUES)
                .executor(Runnable::run)
                .build(encoding::apply);
    }

    /** Returns the bytes, which the caller must not change. */
    public byte[] bytes(T value) {
        return encoded.get(value);
    }
}
