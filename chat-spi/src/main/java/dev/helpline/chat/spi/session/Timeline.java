package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a session, UTC at millisecond precision, by the engine's clock unless named a claim.
 *
 * @param createdAt when the session was created
 * @param claimedStart when the client says it began, if that was plausible; never used for ordering or statistics
 * @param firstAssignedAt when an agent first took it; the wait ends here
 * @param lastEntryAt when the newest entry was appended
 */
public record Timeline(
        Instant createdAt,
        @Nullable Instant claimedStart,
        @Nullable Instant firstAssignedAt,
        Instant lastEntryAt) {
    /** Cuts instants to milliseconds. */
    public Timeline {
        createdAt = Checks.millis(createdAt);
        claimedStart = Checks.millisOrNull(claimedStart);
        firstAssignedAt = Checks.millisOrNull(firstAssignedAt);
        lastEntryAt = Checks.millis(lastEntryAt);
    }
}
