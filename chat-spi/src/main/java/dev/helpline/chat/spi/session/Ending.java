package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param by who ended it
 * @param cause why, as far as a program can tell
 * @param reason why, in the words of whoever ended it; at most 1000 code points
 * @param outcome what came of it, as the agent judged it
 * @param at UTC instant of the commit that ended it, at millisecond precision
 * @param claimedAt when the client says it ended, if that was plausible; never used for ordering or statistics
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
