package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.Checks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the instants that clients claim are believed enough to be shown. None of them is ever used for ordering,
 * limits, timeouts or statistics.
 */
final class ClaimedTimes {
    /** How far a client's clock may be ahead of ours. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** Nobody chatted with us before; an earlier claim is a clock that was never set. */
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
