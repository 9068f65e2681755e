package dev.helpline.chat.client.rating;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rating that the server has stored. */
public final class SubmittedRating {
    private final String ratingId;
    private final String sessionId;
    private final int rating;
    private final @Nullable String feedback;
    private final Instant submittedAt;
    private final @Nullable Instant editedAt;

    /** For the SDK: reads it from a response. */
    public SubmittedRating(JsonFields json) {
        ratingId = json.text("ratingId");
        sessionId = json.text("sessionId");
        rating = json.integer("rating");
        feedback = json.textOrNull("feedback");
        submittedAt = json.instant("submittedAt");
        editedAt = json.instantOrNull("editedAt");
    }

    /** The id of the rating. */
    public String ratingId() {
        return ratingId;
    }

    /** The session that was rated. */
    public String sessionId() {
        return sessionId;
    }

    /** 1 (worst) to 5 (best). */
    public int rating() {
        return rating;
    }

    /** The customer's comment. */
    public Optional<String> feedback() {
        return Optional.ofNullable(feedback);
    }

    /** When the customer submitted it. */
    public Instant submittedAt() {
        return submittedAt;
    }

    /** When the customer changed the rating last; absent if it is the first one. */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    @Override
    public String toString() {
        return "SubmittedRating{ratingId=" + ratingId + ", sessionId=" + sessionId + "}";
    }
}
