package dev.helpline.chat.core.routing;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How waiting sessions find their agents. By default agents choose for themselves. With a {@link Builder#strategy strategy}, the engine assigns
 * each waiting session, in the order of the queue, to an agent who is online, has a free slot, and matches what the session requires: its
 * department, its skills and, if asked for, its language. Immutable.
 */
@Experimental
public final class RoutingPolicy {
    /** Agents choose for themselves. */
    public static final RoutingPolicy MANUAL = builder().build();

    private final @Nullable RoutingStrategy strategy;
    private final Function<Session, Collection<String>> skills;
    private final boolean matchesLanguage;

    private RoutingPolicy(Builder builder) {
        strategy = builder.strategy;
        skills = builder.skills;
        matchesLanguage = builder.matchesLanguage;
    }

    /** Returns a builder with every default in place. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#strategy}. */
    public Optional<RoutingStrategy> strategy() {
        return Optional.ofNullable(strategy);
    }

    /** See {@link Builder#skills}. */
    public Function<Session, Collection<String>> skills() {
        return skills;
    }

    /** See {@link Builder#matchesLanguage}. */
    public boolean matchesLanguage() {
        return matchesLanguage;
    }

    /** Builds a {@link RoutingPolicy}. Not thread-safe. */
    public static final class Builder {
        private @Nullable RoutingStrategy strategy;
        private Function<Session, Collection<String>> skills = session -> List.of();
        private boolean matchesLanguage;

        private Builder() {}

        /**
         * Chooses the agents, see {@link RoutingStrategies}; null if agents choose for themselves. All engines over one store should have the
         * same strategy. Default: null.
         */
        public Builder strategy(@Nullable RoutingStrategy value) {
            strategy = value;
            return this;
        }

        /**
         * The skills that a waiting session requires: only agents who have all of them get it. Called in each round for each waiting session,
         * so it has to be quick and must return the same while the session does not change. If it throws, the session requires none. Default:
         * none.
         */
        public Builder skills(Function<Session, Collection<String>> value) {
            skills = Objects.requireNonNull(value, "skills");
            return this;
        }

        /**
         * Whether a session whose locale is known requires an agent with its language: {@code de-AT} requires {@code de} or {@code de-} with
         * any region. Default: false.
         */
        public Builder matchesLanguage(boolean value) {
            matchesLanguage = value;
            return this;
        }

        /** Returns the policy. */
        public RoutingPolicy build() {
            return new RoutingPolicy(this);
        }
    }
}
