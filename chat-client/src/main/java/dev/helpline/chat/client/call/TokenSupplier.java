package dev.helpline.chat.client.call;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Knows the bearer token of the moment. Asked before each request, on the thread that makes it, so it may block; it should
 * answer from memory nearly always.
 *
 * <p>Must be thread-safe.
 */
@FunctionalInterface
public interface TokenSupplier {
    /**
     * The token to send, or null to send none.
     *
     * @throws IOException if there is one but it cannot be had now; the call fails with {@link ErrorCodes#TOKEN_UNAVAILABLE}
     *     and is worth another try
     */
    @Nullable
    String token() throws IOException;

    /**
     * Told that the server refused {@code rejected} with 401. When it returns, {@link #token()} is asked once more: if it
     * gives another token, the same request is made again, once; if not, the refusal stands. Calls that are refused at the
     * same time cause one refresh. Default: does nothing.
     *
     * @throws IOException if no new token can be had now
     */
    default void refresh(String rejected) throws IOException {}
}
