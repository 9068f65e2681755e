package dev.helpline.chat.spi.auth;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Turns a bearer token into a principal. Customers and agents have an authenticator each, so that neither's token is
 * worth anything with the other's calls.
 *
 * <p>Implementations are thread-safe. The token comes from the network: it may be empty, long or hostile.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Judges a token. A token that does not convince is {@link Refused}; an exception means that no judgement could be
     * made, for example because a key server did not answer.
     */
    Verdict authenticate(String token);

    /** What the authenticator thinks of a token. */
    sealed interface Verdict {}

    /**
     * The token is genuine.
     *
     * @param principal who it speaks for
     * @param expiresAt until when, exclusive; the verdict may be remembered that long
     */
    record Accepted(Principal principal, Instant expiresAt) implements Verdict {
        /** Cuts the instant to milliseconds. */
        public Accepted {
            Objects.requireNonNull(principal, "principal");
            expiresAt = Checks.millis(expiresAt);
        }
    }

    /**
     * The token does not convince.
     *
     * @param reason for the log; never shown to the caller, never the token or a part of it
     */
    record Refused(String reason) implements Verdict {
        /** Checks presence. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
