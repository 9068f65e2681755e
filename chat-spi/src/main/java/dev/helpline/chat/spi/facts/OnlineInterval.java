package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time for which an agent was online: from one moment at which the agent was seen to another one, with no gap of more than {@link #LONGEST_GAP}
 * between, as an active agent whose choice was ONLINE. An agent who vanishes was online until last seen, so that no node has to end an
 * interval. Thread-safe: immutable.
 */
@Experimental
public final class OnlineInterval {
    /** The longest time without a sign of an agent who is online. */
    public static final Duration LONGEST_GAP = Duration.ofMinutes(1);

    private final AgentId agent;
    private final Instant from;
    private final Instant until;

    private OnlineInterval(AgentId agent, Instant from, Instant until) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.from = Checks.millis(from);
        this.until = Checks.millis(until);
        Checks.require(this.until.isAfter(this.from), "an interval ends after it begins");
    }

    /**
     * Returns an interval.
     *
     * @param agent see {@link #agent()}
     * @param from see {@link #from()}
     * @param until see {@link #until()}; after {@code from}
     */
    public static OnlineInterval of(AgentId agent, Instant from, Instant until) {
        return new OnlineInterval(agent, from, until);
    }

    /**
     * Returns the time for which an agent was online between two times at which the agent was seen; empty if there was none. A store adds it
     * to the interval that ends when it begins, or else keeps it as an interval of its own.
     *
     * @param before the agent as the store knew the agent
     * @param seenAt when the agent was seen again
     */
    public static Optional<OnlineInterval> between(Agent before, Instant seenAt) {
        Instant from = before.seenAt();
        Instant until = Checks.millis(seenAt);
        boolean wasOnline = before.active() && before.presence() == Presence.ONLINE;
        boolean isNear = until.isAfter(from) && !until.isAfter(from.plus(LONGEST_GAP));
        return wasOnline && isNear ? Optional.of(of(before.id(), from, until)) : Optional.empty();
    }

    /** The agent. */
    public AgentId agent() {
        return agent;
    }

    /** The UTC instant at which it begins, at millisecond precision. */
    public Instant from() {
        return from;
    }

    /** The UTC instant at which it ends, at millisecond precision: when the agent was last seen. */
    public Instant until() {
        return until;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof OnlineInterval that
                && agent.equals(that.agent)
                && from.equals(that.from)
                && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, from, until);
    }

    /** The agent's id and the times. */
    @Override
    public String toString() {
        return "OnlineInterval[" + agent + " " + from + " to " + until + "]";
    }
}
