package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time for which one agent had a session: from an assignment to the return to a queue, the assignment to another agent, or the end of the
 * session. An agent who gets the session again begins another stint. Thread-safe: immutable.
 */
@Experimental
public final class AgentStint {
    private final long seq;
    private final AgentId agent;
    private final Instant from;
    private final @Nullable Instant until;
    private final Duration heldTime;

    private AgentStint(Builder builder) {
        seq = Checks.within("seq", builder.seq, 1, Long.MAX_VALUE);
        agent = builder.agent;
        from = Checks.millis(builder.from);
        until = Checks.millisOrNull(builder.until);
        heldTime = Duration.ofMillis(Checks.within("heldTime", builder.heldTime.toMillis(), 0, Long.MAX_VALUE));
        Checks.require(
                until == null || !until.isBefore(from.plus(heldTime)), "a stint is not shorter than its time on hold");
    }

    /**
     * Returns a builder of a stint that goes on and was never on hold.
     *
     * @param seq see {@link #seq()}
     * @param agent see {@link #agent()}
     * @param from see {@link #from()}
     */
    public static Builder builder(long seq, AgentId agent, Instant from) {
        return new Builder(seq, agent, from);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The seq of the assignment in the log of the session. */
    public long seq() {
        return seq;
    }

    /** The agent who had the session. */
    public AgentId agent() {
        return agent;
    }

    /** The UTC instant of the assignment, at millisecond precision. */
    public Instant from() {
        return from;
    }

    /** The UTC instant at which the agent no longer had the session, at millisecond precision; null if the agent still has it. */
    public @Nullable Instant until() {
        return until;
    }

    /** For how long the session was on hold meanwhile, in milliseconds, without a hold that goes on. */
    public Duration heldTime() {
        return heldTime;
    }

    /**
     * Returns for how long the agent had the session without the time on hold, in milliseconds; not negative. Null if the agent still has
     * it.
     */
    public @Nullable Duration handleTime() {
        return until == null ? null : Duration.between(from, until).minus(heldTime);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AgentStint that
                && seq == that.seq
                && agent.equals(that.agent)
                && from.equals(that.from)
                && Objects.equals(until, that.until)
                && heldTime.equals(that.heldTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, agent, from, until, heldTime);
    }

    /** The seq, the agent's id and the times. */
    @Override
    public String toString() {
        return "AgentStint[#" + seq + " " + agent + " " + from + " to " + until + ", on hold " + heldTime + "]";
    }

    /** Builds an {@link AgentStint}. Not thread-safe. */
    public static final class Builder {
        private final long seq;
        private final AgentId agent;
        private final Instant from;
        private @Nullable Instant until;
        private Duration heldTime = Duration.ZERO;

        private Builder(long seq, AgentId agent, Instant from) {
            this.seq = seq;
            this.agent = Objects.requireNonNull(agent, "agent");
            this.from = Objects.requireNonNull(from, "from");
        }

        private Builder(AgentStint stint) {
            seq = stint.seq;
            agent = stint.agent;
            from = stint.from;
            until = stint.until;
            heldTime = stint.heldTime;
        }

        /** See {@link AgentStint#until()}. Default: none. */
        public Builder until(@Nullable Instant value) {
            until = value;
            return this;
        }

        /** See {@link AgentStint#heldTime()}. Default: zero. */
        public Builder heldTime(Duration value) {
            heldTime = Objects.requireNonNull(value, "heldTime");
            return this;
        }

        /** Returns the stint; throws {@link IllegalArgumentException} if it is shorter than its time on hold or a number is out of its range. */
        public AgentStint build() {
            return new AgentStint(this);
        }
    }
}
