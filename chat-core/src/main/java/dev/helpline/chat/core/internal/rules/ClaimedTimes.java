package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.Checks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instants claimed by clients are plausible enough to be shown. They are never used for ordering, limits, timeouts or
 * statistics.
 */
final class ClaimedTimes {
    /** How far a client's clock may be ahead of the engine's. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** An earlier claim comes from a clock that was never set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private ClaimedTimes() {}

    static @Nullable Instant plausible(@Nullable Instant claim, Instant now) {
        return plausibleAfter(EARLIEST, claim, now);
    }

    static @Nullable Instant plausibleAfter(Instant start, @Nullable Instant claim, Instant now) {
        boolean plausible = claim != null && !claim.isBefore(start) && !claim.isAfter(now.plus(MAX_AHEAD));
        return plausible ? Checks.millisOrNull(claim) : null;
    }
}
