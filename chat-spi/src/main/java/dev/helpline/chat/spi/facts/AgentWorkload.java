package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.time.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much one agent worked in a window of time. Thread-safe: immutable. */
@Experimental
public final class AgentWorkload {
    private static final int DIGITS = 4;

    private final AgentId agent;
    private final long taken;
    private final long handled;
    private final Duration handleTime;
    private final Duration onlineTime;
    private final Duration sessionTime;

    private AgentWorkload(Builder builder) {
        agent = builder.agent;
        taken = Checks.within("taken", builder.taken, 0, Long.MAX_VALUE);
        handled = Checks.within("handled", builder.handled, 0, Long.MAX_VALUE);
        handleTime = millis("handleTime", builder.handleTime);
        onlineTime = millis("onlineTime", builder.onlineTime);
        sessionTime = millis("sessionTime", builder.sessionTime);
    }

    private static Duration millis(String name, Duration value) {
        return Duration.ofMillis(Checks.within(name, value.toMillis(), 0, Long.MAX_VALUE));
    }

    /** Returns a builder of the workload of an agent who did nothing. */
    public static Builder builder(AgentId agent) {
        return new Builder(agent);
    }

    /**
     * Returns the workload of an agent: the definition of its numbers.
     *
     * @param agent the agent
     * @param stints of all agents, complete or not, in any order
     * @param online of all agents, without two of one agent that overlap
     * @param window with a beginning and an end
     */
    public static AgentWorkload of(
            AgentId agent, List<AgentStint> stints, List<OnlineInterval> online, TimeWindow window) {
        Builder workload = builder(agent);
        List<OnlineInterval> own = online.stream()
                .filter(interval -> interval.agent().equals(agent))
                .toList();
        own.forEach(interval ->
                workload.onlineTime(workload.onlineTime.plus(overlap(interval, Instant.MIN, Instant.MAX, window))));
        stints.stream().filter(stint -> stint.agent().equals(agent)).forEach(stint -> workload.add(stint, own, window));
        return workload.build();
    }

    /** How much of an interval is in the window and between two instants. */
    private static Duration overlap(OnlineInterval interval, Instant from, Instant until, TimeWindow window) {
        Instant first = Stream.of(interval.from(), from, Objects.requireNonNull(window.from(), "from"))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant end = Stream.of(interval.until(), until, Objects.requireNonNull(window.to(), "to"))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return end.isBefore(first) ? Duration.ZERO : Duration.between(first, end);
    }

    /** The agent. */
    public AgentId agent() {
        return agent;
    }

    /** How many {@linkplain AgentStint stints} began in the window: how often the agent took a session. */
    public long taken() {
        return taken;
    }

    /** How many stints ended in the window. */
    public long handled() {
        return handled;
    }

    /** The sum of the {@linkplain AgentStint#handleTime() handle times} of the {@link #handled()} stints, in milliseconds. */
    public Duration handleTime() {
        return handleTime;
    }

    /** For how long the agent was {@linkplain OnlineInterval online} within the window, in milliseconds. */
    public Duration onlineTime() {
        return onlineTime;
    }

    /**
     * For how long, within the window, the agent was online and had a session, on hold or not, in milliseconds, added up over the sessions: two
     * sessions at once count twice.
     */
    public Duration sessionTime() {
        return sessionTime;
    }

    /** Returns whether all numbers are zero. */
    public boolean isZero() {
        return equals(builder(agent).build());
    }

    /** Returns the mean {@link #handleTime()} of a stint, in whole milliseconds; null without any. */
    public @Nullable Duration averageHandleTime() {
        return handled == 0 ? null : Duration.ofMillis(handleTime.toMillis() / handled);
    }

    /** Returns how many sessions the agent had at once, on average over the {@link #onlineTime()}, with 4 decimals; null if there was no such time. */
    public @Nullable BigDecimal meanAtOnce() {
        return onlineTime.isZero()
                ? null
                : BigDecimal.valueOf(sessionTime.toMillis())
                        .divide(BigDecimal.valueOf(onlineTime.toMillis()), DIGITS, RoundingMode.HALF_UP);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AgentWorkload that
                && agent.equals(that.agent)
                && taken == that.taken
                && handled == that.handled
                && handleTime.equals(that.handleTime)
                && onlineTime.equals(that.onlineTime)
                && sessionTime.equals(that.sessionTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, taken, handled, handleTime, onlineTime, sessionTime);
    }

    /** The agent's id and the numbers. */
    @Override
    public String toString() {
        return "AgentWorkload[" + agent + ", taken " + taken + ", handled " + handled + " in " + handleTime
                + ", online " + onlineTime + " with sessions of " + sessionTime + "]";
    }

    /** Builds an {@link AgentWorkload}. Not thread-safe. */
    public static final class Builder {
        private final AgentId agent;
        private long taken;
        private long handled;
        private Duration handleTime = Duration.ZERO;
        private Duration onlineTime = Duration.ZERO;
        private Duration sessionTime = Duration.ZERO;

        private Builder(AgentId agent) {
            this.agent = Objects.requireNonNull(agent, "agent");
        }

        /** See {@link AgentWorkload#taken()}. Default: 0. */
        public Builder taken(long value) {
            taken = value;
            return this;
        }

        /** See {@link AgentWorkload#handled()}. Default: 0. */
        public Builder handled(long value) {
            handled = value;
            return this;
        }

        /** See {@link AgentWorkload#handleTime()}. Default: zero. */
        public Builder handleTime(Duration value) {
            handleTime = Objects.requireNonNull(value, "handleTime");
            return this;
        }

        /** See {@link AgentWorkload#onlineTime()}. Default: zero. */
        public Builder onlineTime(Duration value) {
            onlineTime = Objects.requireNonNull(value, "onlineTime");
            return this;
        }

        /** See {@link AgentWorkload#sessionTime()}. Default: zero. */
        public Builder sessionTime(Duration value) {
            sessionTime = Objects.requireNonNull(value, "sessionTime");
            return this;
        }

        private void add(AgentStint stint, List<OnlineInterval> online, TimeWindow window) {
            taken += window.contains(stint.from()) ? 1 : 0;
            Instant until = stint.until();
            if (until != null && window.contains(until)) {
                handled += 1;
                handleTime = handleTime.plus(Objects.requireNonNull(stint.handleTime(), "handleTime"));
            }
            for (OnlineInterval interval : online) {
                sessionTime =
                        sessionTime.plus(overlap(interval, stint.from(), until == null ? Instant.MAX : until, window));
            }
        }

        /** Returns the workload; throws {@link IllegalArgumentException} if a number is negative. */
        public AgentWorkload build() {
            return new AgentWorkload(this);
        }
    }
}
