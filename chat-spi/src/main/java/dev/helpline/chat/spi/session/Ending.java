package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param by the side that ended it
 * @param cause why it ended, in terms of the engine's rules
 * @param reason why it ended, in the words of the participant who ended it; at most 1000 code points
 * @param outcome the outcome in the agent's judgement
 * @param at UTC instant of the commit that ended it, at millisecond precision
 * @param claimedAt when it ended by the client's clock; null if the client did not say, or if that is not plausible.
 *     Never used for ordering or statistics
 */
public record Ending(
        EndedBy by,
        EndCause cause,
        @Nullable String reason,
        @Nullable Outcome outcome,
        Instant at,
        @Nullable Instant claimedAt) {
    /** Cuts instants to milliseconds. */
    public Ending {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(cause, "cause");
        at = Checks.millis(at);
        claimedAt = Checks.millisOrNull(claimedAt);
    }
}
