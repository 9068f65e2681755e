package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.rating.RatingRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rating that the customer gave, with the time at which it was first given. */
final class GivenRating {
    private final String sessionId;
    private final int stars;
    private final @Nullable String feedback;
    private final List<String> categories;
    private final Instant at;

    GivenRating(String sessionId, int stars, @Nullable String feedback, Collection<String> categories, Instant at) {
        this.sessionId = sessionId;
        this.stars = stars;
        this.feedback = feedback;
        this.categories = new ArrayList<>(categories);
        this.at = at;
    }

    /** Reads a rating from what {@link #toJson} has written. */
    static GivenRating restored(JsonFields json) {
        return new GivenRating(
                json.text("sessionId"),
                json.integer("rating"),
                json.textOrNull("feedback"),
                json.texts("categories"),
                json.instant("timestamp"));
    }

    JsonBody toJson() {
        return request().toJson();
    }

    /** Whether this is the same rating, apart from the time. */
    boolean saysTheSameAs(@Nullable GivenRating other) {
        return other != null
                && sessionId.equals(other.sessionId)
                && stars == other.stars
                && Objects.equals(feedback, other.feedback)
                && categories.equals(other.categories);
    }

    RatingRequest request() {
        RatingRequest.Builder request =
                RatingRequest.builder(sessionId, stars).categories(categories).timestamp(at);
        return feedback == null ? request.build() : request.feedback(feedback).build();
    }
}
