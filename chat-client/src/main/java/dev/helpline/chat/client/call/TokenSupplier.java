package dev.helpline.chat.client.call;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the bearer token of the caller. The SDK asks for it before each request, on the thread that makes the request, so
 * a supplier may block; it should nearly always return a token from memory.
 *
 * <p>Must be thread-safe.
 */
@FunctionalInterface
public interface TokenSupplier {
    /**
     * Returns the token to send, or null to send none.
     *
     * @throws IOException if the token is not available now; the call then fails with {@link ErrorCodes#TOKEN_UNAVAILABLE},
     *     which is retryable
     */
    @Nullable
    String token() throws IOException;

    /**
     * Called when the server has rejected the token {@code rejected} with status 401. Afterwards the SDK calls
     * {@link #token()} again: if it returns another token, the SDK repeats the request once; otherwise the call fails. Calls
     * that are rejected at the same time cause one refresh and share its outcome, also where it fails or brings no other token. Default: does
     * nothing.
     *
     * @throws IOException if no new token is available now
     */
    default void refresh(String rejected) throws IOException {}
}
