package dev.helpline.chat.jwt;

import java.io.Serial;

/** Why a token does not convince; for the log, so never a part of the token. */
final class TokenRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TokenRefused(String reason) {
        super(reason, null, false, false);
    }
}
