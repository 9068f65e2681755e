package dev.helpline.chat.spi.auth;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Turns a bearer token into a principal. Customers and agents have an authenticator each, so that the token of one
 * side is worth nothing in the calls of the other.
 *
 * <p>Implementations are thread-safe. The token comes from the network: it may be empty, long or hostile.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Judges a token. Returns {@link Refused} for a token that proves nothing; throws if no judgement could be made,
     * for example because a key server did not reply.
     */
    Verdict authenticate(String token);

    /** Returns an authenticator that rejects every token, for a side whose callers sign in by a {@link RequestAuthenticator} only. */
    static Authenticator rejectingAll() {
        return token -> new Refused("this side takes no tokens");
    }

    /** The result of judging a token. */
    sealed interface Verdict {}

    /**
     * The token is genuine.
     *
     * @param principal the caller whom the token identifies
     * @param expiresAt when the token expires, exclusive; the engine may remember the verdict until then
     */
    record Accepted(Principal principal, Instant expiresAt) implements Verdict {
        /** Cuts the instant to milliseconds. */
        public Accepted {
            Objects.requireNonNull(principal, "principal");
            expiresAt = Checks.millis(expiresAt);
        }
    }

    /**
     * The token is rejected.
     *
     * @param reason why, for the log: the engine's HTTP module writes it at DEBUG. It is never shown to the caller
     *     and must not contain any part of the token
     * @param genuine whether the token was issued by the expected issuer and is valid now, but says something that
     *     cannot be used, such as an id with a space. The host has to correct this, so it is logged as a warning
     */
    record Refused(String reason, boolean genuine) implements Verdict {
        /** Checks presence. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        /** A rejection of a token that is forged, expired, unreadable or of another issuer. */
        public Refused(String reason) {
            this(reason, false);
        }
    }
}
