package dev.helpline.chat.spi.rating;

import dev.helpline.chat.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer's judgement of an ended session; a session has at most one. Thread-safe: immutable. */
public final class Rating {
    private final String id;
    private final int stars;
    private final @Nullable String feedback;
    private final List<String> categories;
    private final Instant at;
    private final @Nullable Instant claimedAt;
    private final @Nullable Instant editedAt;

    private Rating(Builder builder) {
        id = builder.id;
        stars = builder.stars;
        feedback = builder.feedback;
        categories = List.copyOf(builder.categories);
        at = builder.at;
        claimedAt = Checks.millisOrNull(builder.claimedAt);
        editedAt = Checks.millisOrNull(builder.editedAt);
    }

    /**
     * Returns a builder of a rating of stars only.
     *
     * @param id see {@link #id()}
     * @param stars see {@link #stars()}
     * @param at see {@link #at()}
     */
    public static Builder builder(String id, int stars, Instant at) {
        return new Builder(id, stars, at);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Names the rating, also after an edit; at most 128 characters. */
    public String id() {
        return id;
    }

    /** 1 (worst) to 5 (best). */
    public int stars() {
        return stars;
    }

    /** Free text, at most 2000 code points. */
    public @Nullable String feedback() {
        return feedback;
    }

    /** Words of the host's choice, in the order given; at most 10 of at most 64 code points each. */
    public List<String> categories() {
        return categories;
    }

    /** UTC instant of the commit that stored the session's first rating since its end, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /** When it was given by the client's clock; null if the client did not say, or if that is not plausible. */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    /** UTC instant of the commit of the last edit, at millisecond precision; null if the customer has not changed the rating. */
    public @Nullable Instant editedAt() {
        return editedAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Rating that
                && id.equals(that.id)
                && stars == that.stars
                && Objects.equals(feedback, that.feedback)
                && categories.equals(that.categories)
                && at.equals(that.at)
                && Objects.equals(claimedAt, that.claimedAt)
                && Objects.equals(editedAt, that.editedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, stars, feedback, categories, at, claimedAt, editedAt);
    }

    /** The id and the stars; never the customer's words. */
    @Override
    public String toString() {
        return "Rating[" + id + " " + stars + "]";
    }

    /** Builds a {@link Rating}. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final int stars;
        private final Instant at;
        private @Nullable String feedback;
        private List<String> categories = List.of();
        private @Nullable Instant claimedAt;
        private @Nullable Instant editedAt;

        private Builder(String id, int stars, Instant at) {
            this.id = Objects.requireNonNull(id, "id");
            this.stars = (int) Checks.within("stars", stars, 1, 5);
            this.at = Checks.millis(at);
        }

        private Builder(Rating rating) {
            id = rating.id;
            stars = rating.stars;
            at = rating.at;
            feedback = rating.feedback;
            categories = rating.categories;
            claimedAt = rating.claimedAt;
            editedAt = rating.editedAt;
        }

        /** See {@link Rating#feedback()}. Default: none. */
        public Builder feedback(@Nullable String value) {
            feedback = value;
            return this;
        }

        /** See {@link Rating#categories()}. Default: none. */
        public Builder categories(List<String> value) {
            categories = Objects.requireNonNull(value, "categories");
            return this;
        }

        /** See {@link Rating#claimedAt()}. Default: none. */
        public Builder claimedAt(@Nullable Instant value) {
            claimedAt = value;
            return this;
        }

        /** See {@link Rating#editedAt()}. Default: none. */
        public Builder editedAt(@Nullable Instant value) {
            editedAt = value;
            return this;
        }

        /** Returns the rating. */
        public Rating build() {
            return new Rating(this);
        }
    }
}
