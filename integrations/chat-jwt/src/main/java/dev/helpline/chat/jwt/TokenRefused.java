package dev.helpline.chat.jwt;

import java.io.Serial;

/** Why a token is rejected; for the log, so never a part of the token. */
final class TokenRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean genuine;

    /** For a token that proves nothing. */
    TokenRefused(String reason) {
        this(reason, false);
    }

    private TokenRefused(String reason, boolean genuine) {
        super(reason, null, false, false);
        this.genuine = genuine;
    }

    /** For a token that is signed and valid now, but names no caller that can be used. */
    static TokenRefused genuine(String reason) {
        return new TokenRefused(reason, true);
    }

    boolean isGenuine() {
        return genuine;
    }
}
