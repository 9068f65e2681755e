package dev.helpline.chat.core.rating;

import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rating to store. Giving the same rating again (the same stars, feedback and categories, at whatever time) returns what
 * was stored first. Thread-safe: immutable.
 */
public final class RateSession {
    private final SessionId session;
    private final int stars;
    private final @Nullable String feedback;
    private final List<String> categories;
    private final @Nullable Instant claimedAt;

    private RateSession(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        stars = builder.stars;
        feedback = builder.feedback;
        categories = List.copyOf(builder.categories);
        claimedAt = builder.claimedAt;
    }

    /** Returns a builder of a rating of stars only. The engine checks them when it stores the rating. */
    public static Builder builder(SessionId session, int stars) {
        return new Builder(session, stars);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** 1 (worst) to 5 (best). */
    public int stars() {
        return stars;
    }

    /** At most 2000 code points. */
    public @Nullable String feedback() {
        return feedback;
    }

    /** At most 10, each not blank and of at most 64 code points, none twice. */
    public List<String> categories() {
        return categories;
    }

    /** When the rating was given, by the client's clock. */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    /** Returns a rating of stars only. */
    public static RateSession of(SessionId session, int stars) {
        return builder(session, stars).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof RateSession that
                && session.equals(that.session)
                && stars == that.stars
                && Objects.equals(feedback, that.feedback)
                && categories.equals(that.categories)
                && Objects.equals(claimedAt, that.claimedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, stars, feedback, categories, claimedAt);
    }

    /** The session and the stars; never the customer's words. */
    @Override
    public String toString() {
        return "RateSession[" + session + " " + stars + "]";
    }

    /** Builds a {@link RateSession}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final int stars;
        private @Nullable String feedback;
        private List<String> categories = List.of();
        private @Nullable Instant claimedAt;

        private Builder(SessionId session, int stars) {
            this.session = Objects.requireNonNull(session, "session");
            this.stars = stars;
        }

        private Builder(RateSession rateSession) {
            session = rateSession.session;
            stars = rateSession.stars;
            feedback = rateSession.feedback;
            categories = rateSession.categories;
            claimedAt = rateSession.claimedAt;
        }

        /** See {@link RateSession#feedback()}. Default: none. */
        public Builder feedback(@Nullable String value) {
            feedback = value;
            return this;
        }

        /** See {@link RateSession#categories()}. */
        public Builder categories(List<String> value) {
            categories = Objects.requireNonNull(value, "categories");
            return this;
        }

        /** See {@link RateSession#claimedAt()}. Default: none. */
        public Builder claimedAt(@Nullable Instant value) {
            claimedAt = value;
            return this;
        }

        /** Returns the RateSession. */
        public RateSession build() {
            return new RateSession(this);
        }
    }
}
