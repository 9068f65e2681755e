package dev.helpline.chat.core.policy;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * For how long sessions are kept. An older session is erased as by {@link dev.helpline.chat.core.privacy.Privacy#erase}, unless it or its
 * customer is under a legal hold. Immutable.
 */
@Experimental
public final class RetentionPolicy {
    /** The shortest time for which sessions can be kept. */
    public static final Duration SHORTEST = Duration.ofHours(1);

    private final Map<SessionState, Duration> kept;

    private RetentionPolicy(Builder builder) {
        kept = Map.copyOf(builder.kept);
    }

    /** Returns a builder of a policy that keeps every session for ever. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns for how long sessions in this state are kept; empty for ever. */
    public Optional<Duration> keep(SessionState state) {
        return Optional.ofNullable(kept.get(state));
    }

    /** Builds a {@link RetentionPolicy}. Not thread-safe. */
    public static final class Builder {
        private final Map<SessionState, Duration> kept = new EnumMap<>(SessionState.class);

        private Builder() {}

        /**
         * How long sessions in this state are kept: ended ones since their end, open ones since their newest entry. Default: for ever.
         *
         * @param time at least {@link RetentionPolicy#SHORTEST}
         */
        public Builder keep(SessionState state, Duration time) {
            Objects.requireNonNull(state, "state");
            if (time.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("time must be >= " + SHORTEST + ", was " + time);
            }
            kept.put(state, time);
            return this;
        }

        /** Returns the policy. */
        public RetentionPolicy build() {
            return new RetentionPolicy(this);
        }
    }
}
