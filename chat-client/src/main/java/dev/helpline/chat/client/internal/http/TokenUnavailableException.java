package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.call.TokenSupplier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The {@link TokenSupplier} failed, or returned something that cannot be a token. The message contains no token. */
final class TokenUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    TokenUnavailableException(String message, @Nullable Throwable cause) {
        super(cause == null ? message : message + " (" + cause + ")", cause);
    }
}
