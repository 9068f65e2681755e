package dev.helpline.chat.spi.session;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A waiting session is offered to an agent, who may accept it by claiming it, decline it, or let the time run out. Until then it takes a slot
 * of the agent. Thread-safe: immutable.
 */
@Experimental
public final class Offer {
    private final AgentId agent;
    private final Instant until;

    private Offer(AgentId agent, Instant until) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.until = Checks.millis(until);
    }

    /**
     * Returns the offer to an agent.
     *
     * @param until see {@link #until()}; is cut to milliseconds
     */
    public static Offer of(AgentId agent, Instant until) {
        return new Offer(agent, until);
    }

    /** The agent to whom the session is offered. */
    public AgentId agent() {
        return agent;
    }

    /** UTC instant from which on the engine withdraws the offer, at millisecond precision. */
    public Instant until() {
        return until;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Offer that && agent.equals(that.agent) && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(agent, until);
    }

    @Override
    public String toString() {
        return "Offer[" + agent + " until " + until + "]";
    }
}
