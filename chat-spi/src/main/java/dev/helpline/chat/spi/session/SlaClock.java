package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much time a session has taken for one {@link SlaTarget}. Thread-safe: immutable. */
@Experimental
public final class SlaClock {
    private final @Nullable Instant runningSince;
    private final Duration spent;
    private final @Nullable Instant dueAt;
    private final @Nullable Instant breachedAt;

    private SlaClock(Builder builder) {
        runningSince = Checks.millisOrNull(builder.runningSince);
        spent = builder.spent;
        dueAt = Checks.millisOrNull(builder.dueAt);
        breachedAt = Checks.millisOrNull(builder.breachedAt);
        Checks.require(!spent.isNegative(), "spent must not be negative");
        Checks.require(dueAt == null || runningSince != null, "a clock that has stopped has no due time");
    }

    /** Returns a builder of a clock that has stopped and was never breached. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Since when it runs; null if it has stopped. */
    public @Nullable Instant runningSince() {
        return runningSince;
    }

    /** The time within the hours of the service level that it ran before, at millisecond precision. */
    public Duration spent() {
        return spent;
    }

    /** When the time is up; null if it has stopped, or if the session has no such target. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** When the engine noted that the time was up; null if it was not. */
    public @Nullable Instant breachedAt() {
        return breachedAt;
    }

    /** When the time will be up; null if it has stopped, if the session has no such target, or if the time is up already. */
    public @Nullable Instant pendingAt() {
        return breachedAt == null ? dueAt : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlaClock that
                && Objects.equals(runningSince, that.runningSince)
                && spent.equals(that.spent)
                && Objects.equals(dueAt, that.dueAt)
                && Objects.equals(breachedAt, that.breachedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runningSince, spent, dueAt, breachedAt);
    }

    @Override
    public String toString() {
        return "SlaClock[since " + runningSince + ", spent " + spent + ", due " + dueAt + ", breached " + breachedAt
                + "]";
    }

    /** Builds an {@link SlaClock}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Instant runningSince;
        private Duration spent = Duration.ZERO;
        private @Nullable Instant dueAt;
        private @Nullable Instant breachedAt;

        private Builder() {}

        private Builder(SlaClock clock) {
            runningSince = clock.runningSince;
            spent = clock.spent;
            dueAt = clock.dueAt;
            breachedAt = clock.breachedAt;
        }

        /** See {@link SlaClock#runningSince()}. Default: none. */
        public Builder runningSince(@Nullable Instant value) {
            runningSince = value;
            return this;
        }

        /** See {@link SlaClock#spent()}. Default: zero. */
        public Builder spent(Duration value) {
            spent = Duration.ofMillis(value.toMillis());
            return this;
        }

        /** See {@link SlaClock#dueAt()}. Default: none. */
        public Builder dueAt(@Nullable Instant value) {
            dueAt = value;
            return this;
        }

        /** See {@link SlaClock#breachedAt()}. Default: none. */
        public Builder breachedAt(@Nullable Instant value) {
            breachedAt = value;
            return this;
        }

        /** Returns the clock; throws {@link IllegalArgumentException} if its parts do not agree. */
        public SlaClock build() {
            return new SlaClock(this);
        }
    }
}
