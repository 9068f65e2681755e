package dev.helpline.chat.core.policy;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For how long sessions may take for each {@link SlaTarget}, within the hours of the {@link SlaPolicy}. Immutable. */
@Experimental
public final class ServiceLevel {
    /** No targets. */
    public static final ServiceLevel NONE = builder().build();

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Map<SlaTarget, Duration> targets;

    private ServiceLevel(Builder builder) {
        targets = Map.copyOf(builder.targets);
    }

    /** Returns a builder of a service level without targets. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how long a session may take; empty if there is no such target. */
    public Optional<Duration> target(SlaTarget target) {
        return Optional.ofNullable(targets.get(target));
    }

    /** The targets. */
    @Override
    public String toString() {
        return "ServiceLevel" + targets;
    }

    /** Builds a {@link ServiceLevel}. Not thread-safe. */
    public static final class Builder {
        private final Map<SlaTarget, Duration> targets = new EnumMap<>(SlaTarget.class);

        private Builder() {}

        /** See {@link SlaTarget#ASSIGNMENT}; from 1 second to 366 days, null for none. Default: none. */
        public Builder assignment(@Nullable Duration value) {
            return target(SlaTarget.ASSIGNMENT, "assignment", value);
        }

        /** See {@link SlaTarget#FIRST_RESPONSE}; from 1 second to 366 days, null for none. Default: none. */
        public Builder firstResponse(@Nullable Duration value) {
            return target(SlaTarget.FIRST_RESPONSE, "firstResponse", value);
        }

        /** See {@link SlaTarget#NEXT_RESPONSE}; from 1 second to 366 days, null for none. Default: none. */
        public Builder nextResponse(@Nullable Duration value) {
            return target(SlaTarget.NEXT_RESPONSE, "nextResponse", value);
        }

        /** See {@link SlaTarget#RESOLUTION}; from 1 second to 366 days, null for none. Default: none. */
        public Builder resolution(@Nullable Duration value) {
            return target(SlaTarget.RESOLUTION, "resolution", value);
        }

        private Builder target(SlaTarget target, String name, @Nullable Duration value) {
            if (value == null) {
                targets.remove(target);
                return this;
            }
            if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        name + " must be between " + SHORTEST + " and " + LONGEST + ", was " + value);
            }
            targets.put(target, value);
            return this;
        }

        /** Returns the service level. */
        public ServiceLevel build() {
            return new ServiceLevel(this);
        }
    }
}
