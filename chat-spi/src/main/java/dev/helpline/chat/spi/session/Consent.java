package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The customer's consent to a text, before the session began.
 *
 * @param version the version of the text, at most 64 code points
 * @param at UTC instant at which the engine took it, at millisecond precision
 * @param from where it came from, such as the address of the client; at most 64 code points, null if that is not known
 */
public record Consent(String version, Instant at, @Nullable String from) {
    /** Cuts the instant to milliseconds. */
    public Consent {
        Objects.requireNonNull(version, "version");
        at = Checks.millis(at);
    }

    /** The version; not where it came from. */
    @Override
    public String toString() {
        return "Consent[" + version + " at " + at + "]";
    }
}
