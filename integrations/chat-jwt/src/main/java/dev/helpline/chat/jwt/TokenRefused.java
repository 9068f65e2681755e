package dev.helpline.chat.jwt;

import java.io.Serial;

/** A token is rejected. The message is for the log, so it never contains a part of the token. */
final class TokenRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean genuine;

    /** For a token that is not valid. */
    TokenRefused(String reason) {
        this(reason, false);
    }

    private TokenRefused(String reason, boolean genuine) {
        super(reason, null, false, false);
        this.genuine = genuine;
    }

    /** For a token that is valid but names no usable principal. */
    static TokenRefused genuine(String reason) {
        return new TokenRefused(reason, true);
    }

    boolean isGenuine() {
        return genuine;
    }
}
