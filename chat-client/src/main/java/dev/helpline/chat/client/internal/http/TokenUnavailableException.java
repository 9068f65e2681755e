package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.call.TokenSupplier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The {@link TokenSupplier} failed, or gave what cannot be a token. Its message holds no token. */
final class TokenUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    TokenUnavailableException(String message, @Nullable Throwable cause) {
        super(cause == null ? message : message + " (" + cause + ")", cause);
    }
}
