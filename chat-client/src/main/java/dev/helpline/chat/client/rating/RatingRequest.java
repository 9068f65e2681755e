package dev.helpline.chat.client.rating;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer's rating of an ended session. Repeating the same rating returns the first result. Immutable. */
public final class RatingRequest {
    private final String sessionId;
    private final int rating;
    private final @Nullable String feedback;
    private final List<String> categories;
    private final @Nullable Instant timestamp;

    private RatingRequest(Builder builder) {
        sessionId = builder.sessionId;
        rating = builder.rating;
        feedback = builder.feedback;
        categories = builder.categories;
        timestamp = builder.timestamp;
    }

    /**
     * Starts a builder.
     *
     * @param sessionId the session to rate
     * @param rating 1 (worst) to 5 (best)
     */
    public static Builder builder(String sessionId, int rating) {
        return new Builder(sessionId, rating);
    }

    /** The session to rate. */
    public String sessionId() {
        return sessionId;
    }

    /** 1 (worst) to 5 (best). */
    public int rating() {
        return rating;
    }

    /** For the SDK: returns the body of the request. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("sessionId", sessionId)
                .put("rating", rating)
                .put("feedback", feedback)
                .put("categories", categories)
                .put("timestamp", timestamp);
    }

    @Override
    public String toString() {
        return "RatingRequest{sessionId=" + sessionId + ", rating=" + rating + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String sessionId;
        private final int rating;
        private @Nullable String feedback;
        private List<String> categories = Collections.emptyList();
        private @Nullable Instant timestamp;

        private Builder(String sessionId, int rating) {
            this.sessionId = Ids.require(sessionId, "sessionId");
            if (rating < 1 || rating > 5) {
                throw new IllegalArgumentException("rating must be 1 to 5, was " + rating);
            }
            this.rating = rating;
        }

        /** The customer's comment. Default: none. */
        public Builder feedback(String feedback) {
            this.feedback = Objects.requireNonNull(feedback, "feedback");
            return this;
        }

        /** The categories that the customer chose. Default: none. */
        public Builder categories(Collection<String> categories) {
            this.categories = Collections.unmodifiableList(new ArrayList<>(categories));
            return this;
        }

        /**
         * When the customer gave the rating, by the caller's clock. Default: the server's time.
         */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
            return this;
        }

        /** Makes the RatingRequest; the builder can be used again. */
        public RatingRequest build() {
            return new RatingRequest(this);
        }
    }
}
