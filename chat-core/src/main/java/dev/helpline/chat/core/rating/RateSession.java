package dev.helpline.chat.core.rating;

import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's judgement to be stored. Giving the same judgement again – the same stars, feedback and categories, at
 * whatever time – returns what was stored first.
 *
 * @param session which session
 * @param stars 1 (worst) to 5 (best)
 * @param feedback at most 2000 code points
 * @param categories at most 10, each not blank and of at most 64 code points, none twice
 * @param claimedAt when the client says it was given
 */
public record RateSession(
        SessionId session,
        int stars,
        @Nullable String feedback,
        List<String> categories,
        @Nullable Instant claimedAt) {
    /** Checks presence; the engine checks the rest. */
    public RateSession {
        Objects.requireNonNull(session, "session");
        categories = List.copyOf(categories);
    }

    /** Stars only. */
    public static RateSession of(SessionId session, int stars) {
        return new RateSession(session, stars, null, List.of(), null);
    }
}
