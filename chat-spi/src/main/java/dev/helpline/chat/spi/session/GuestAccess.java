package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * How the guest of a session proves that it is theirs. The token itself is stored nowhere.
 *
 * @param tokenHash a digest of the guest's token, in hexadecimal; at most 128 characters
 * @param expiresAt when the token expires, exclusive, at millisecond precision
 */
public record GuestAccess(String tokenHash, Instant expiresAt) {
    /** Checks presence and cuts the instant to milliseconds. */
    public GuestAccess {
        Objects.requireNonNull(tokenHash, "tokenHash");
        expiresAt = Checks.millis(expiresAt);
    }

    /** When the token expires; never its digest. */
    @Override
    public String toString() {
        return "GuestAccess[until " + expiresAt + "]";
    }
}
