package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer's rating of a session, as JSON. */
public record WireRating(
        String ratingId,
        String sessionId,
        int rating,
        @Nullable String feedback,
        String submittedAt,
        @Nullable String editedAt) {
    public static @Nullable WireRating of(Session session) {
        Rating rating = session.rating();
        return rating == null
                ? null
                : new WireRating(
                        rating.id(),
                        session.id().value(),
                        rating.stars(),
                        rating.feedback(),
                        WireTime.format(submittedAt(rating)),
                        WireTime.formatOrNull(rating.editedAt()));
    }

    private static Instant submittedAt(Rating rating) {
        Instant claimedAt = rating.claimedAt();
        Instant editedAt = rating.editedAt();
        Instant givenAt = editedAt == null ? rating.at() : editedAt;
        return claimedAt == null ? givenAt : claimedAt;
    }
}
