package dev.helpline.chat.core.routing;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How waiting sessions find their agents. By default agents choose for themselves. With a {@link Builder#strategy strategy}, the engine assigns
 * each waiting session, in the order of the queue, to an agent who is online, has a free slot, and matches what the session requires: its
 * department, its skills and, if asked for, its language. With an {@link Builder#offerTimeout offer timeout}, the agent is asked first.
 * Immutable.
 */
@Experimental
public final class RoutingPolicy {
    /** Agents choose for themselves. */
    public static final RoutingPolicy MANUAL = builder().build();

    private static final int MAX_RULES = 100;
    /** The highest bound of a queue. */
    public static final int MAX_WAITING = 10_000;

    private final @Nullable RoutingStrategy strategy;
    private final Function<Session, Collection<String>> skills;
    private final boolean matchesLanguage;
    private final List<Overflow> overflows;
    private final @Nullable Integer maxWaiting;
    private final Map<String, Integer> maxWaitingPerDepartment;
    private final @Nullable Duration offerTimeout;
    private final Duration offerAgainAfter;

    /**
     * Sessions that wait too long in the queue of one department move to that of another one.
     *
     * @param from the department whose sessions move
     * @param to the department whose queue they move to
     * @param after how long a session waits in the queue before it moves, from 1 second to 1 day
     */
    public record Overflow(String from, String to, Duration after) {
        /** Checks the bounds. */
        public Overflow {
            requireDepartment("from", from);
            requireDepartment("to", to);
            Objects.requireNonNull(after, "after");
            if (from.equals(to)) {
                throw new IllegalArgumentException("from and to must be different departments");
            }
            if (after.compareTo(Duration.ofSeconds(1)) < 0 || after.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("after must be between 1 second and 1 day, was " + after);
            }
        }

        private static void requireDepartment(String name, String value) {
            if (value.isBlank() || value.codePointCount(0, value.length()) > TextLimits.DEPARTMENT) {
                throw new IllegalArgumentException(
                        name + " must not be blank and have at most " + TextLimits.DEPARTMENT + " code points");
            }
        }
    }

    private RoutingPolicy(Builder builder) {
        strategy = builder.strategy;
        skills = builder.skills;
        matchesLanguage = builder.matchesLanguage;
        overflows = List.copyOf(builder.overflows);
        maxWaiting = builder.maxWaiting;
        maxWaitingPerDepartment = Map.copyOf(builder.maxWaitingPerDepartment);
        offerTimeout = builder.offerTimeout;
        offerAgainAfter = builder.offerAgainAfter;
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

    /** See {@link Builder#overflow}. */
    public List<Overflow> overflows() {
        return overflows;
    }

    /** See {@link Builder#maxWaiting(Integer)}. */
    public Optional<Integer> maxWaiting() {
        return Optional.ofNullable(maxWaiting);
    }

    /** See {@link Builder#maxWaiting(String, int)}. */
    public Map<String, Integer> maxWaitingPerDepartment() {
        return maxWaitingPerDepartment;
    }

    /** See {@link Builder#offerTimeout}. */
    public Optional<Duration> offerTimeout() {
        return Optional.ofNullable(offerTimeout);
    }

    /** See {@link Builder#offerAgainAfter}. */
    public Duration offerAgainAfter() {
        return offerAgainAfter;
    }

    /** Builds a {@link RoutingPolicy}. Not thread-safe. */
    public static final class Builder {
        private @Nullable RoutingStrategy strategy;
        private Function<Session, Collection<String>> skills = session -> List.of();
        private boolean matchesLanguage;
        private final List<Overflow> overflows = new ArrayList<>();
        private @Nullable Integer maxWaiting;
        private final Map<String, Integer> maxWaitingPerDepartment = new HashMap<>();
        private @Nullable Duration offerTimeout;
        private Duration offerAgainAfter = Duration.ofMinutes(1);

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

        /**
         * Moves sessions that wait too long to the queue of another department, with strategy and without; messages left behind stay. Called
         * once per rule; at most 100 rules, of which each department may be the origin of one, and which form no circle. Default: no rules.
         */
        public Builder overflow(Overflow value) {
            if (overflows.size() == MAX_RULES
                    || overflows.stream().anyMatch(known -> known.from().equals(value.from()))) {
                throw new IllegalArgumentException(
                        "overflow must have at most " + MAX_RULES + " rules, one per department");
            }
            overflows.add(value);
            return this;
        }

        /**
         * How many sessions may wait in all, from 1 to 10 000; null without a limit. A customer who would start one more is refused with {@link
         * dev.helpline.chat.spi.ErrorCode#QUEUE_FULL}. Messages left behind do not count and are not refused; sessions that return to the queue
         * or are reopened count and are not refused. On one engine the limit is exact; engines that start sessions in the same moment
         * may exceed it by one session each. Default: null.
         */
        public Builder maxWaiting(@Nullable Integer value) {
            maxWaiting = value == null ? null : withinMaxWaiting(value);
            return this;
        }

        /** As {@link #maxWaiting(Integer)}, for the sessions of one department; both limits hold. At most 100 departments. Default: none. */
        public Builder maxWaiting(String department, int value) {
            Overflow.requireDepartment("department", department);
            if (maxWaitingPerDepartment.size() == MAX_RULES && !maxWaitingPerDepartment.containsKey(department)) {
                throw new IllegalArgumentException("maxWaiting must have at most " + MAX_RULES + " departments");
            }
            maxWaitingPerDepartment.put(department, withinMaxWaiting(value));
            return this;
        }

        /**
         * Offers sessions instead of assigning them: the agent whom the strategy chose accepts by claiming the session, declines, or lets this time
         * run out, from 5 seconds to 10 minutes; null to assign sessions at once. Meanwhile the session waits, takes a slot of the agent, and can
         * still be claimed by other agents or assigned to them. Has no effect without a strategy. Default: null.
         */
        public Builder offerTimeout(@Nullable Duration value) {
            offerTimeout =
                    value == null ? null : within("offerTimeout", value, Duration.ofSeconds(5), Duration.ofMinutes(10));
            return this;
        }

        /**
         * How long an agent who declined an offer of a session, or let it run out, is not offered this session again, from 1 second to 1 day. Other
         * agents are offered it meanwhile. Of each session the last 20 such agents are remembered. Default: 1 minute.
         */
        public Builder offerAgainAfter(Duration value) {
            offerAgainAfter = within("offerAgainAfter", value, Duration.ofSeconds(1), Duration.ofDays(1));
            return this;
        }

        private static Duration within(String name, Duration value, Duration least, Duration most) {
            Objects.requireNonNull(value, name);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        name + " must be between " + least + " and " + most + ", was " + value);
            }
            return value;
        }

        private static int withinMaxWaiting(int value) {
            if (value < 1 || value > MAX_WAITING) {
                throw new IllegalArgumentException(
                        "maxWaiting must be between 1 and " + MAX_WAITING + ", was " + value);
            }
            return value;
        }

        private void requireNoCircle() {
            Map<String, String> next = new HashMap<>();
            overflows.forEach(rule -> next.put(rule.from(), rule.to()));
            for (Overflow rule : overflows) {
                String at = rule.to();
                while (at != null && !at.equals(rule.from())) {
                    at = next.remove(at);
                }
                if (at != null) {
                    throw new IllegalArgumentException(
                            "overflow must form no circle, but leads from " + at + " to " + at);
                }
                overflows.forEach(each -> next.put(each.from(), each.to()));
            }
        }

        /** Returns the policy; throws {@link IllegalArgumentException} if sessions could overflow in a circle. */
        public RoutingPolicy build() {
            requireNoCircle();
            return new RoutingPolicy(this);
        }
    }
}
