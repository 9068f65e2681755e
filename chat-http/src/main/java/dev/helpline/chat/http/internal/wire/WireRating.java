package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/** A customer's rating of a session, as JSON. */
public record WireRating(
        String ratingId,
        String sessionId,
        int rating,
        @Nullable String feedback,
        String submittedAt) {
    public static @Nullable WireRating of(Session session) {
        Rating rating = session.rating();
        return rating == null
                ? null
                : new WireRating(
                        rating.id(),
                        session.id().value(),
                        rating.stars(),
                        rating.feedback(),
                        WireTime.format(rating.claimedAt() == null ? rating.at() : rating.claimedAt()));
    }
}
