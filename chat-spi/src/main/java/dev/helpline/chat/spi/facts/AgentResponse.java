package dev.helpline.chat.spi.facts;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response: the first message of an agent after one or more messages of the customer. Its time runs from the earliest of those.
 * Thread-safe: immutable.
 */
@Experimental
public final class AgentResponse {
    private final long seq;
    private final AgentId agent;
    private final Instant at;
    private final Duration time;

    private AgentResponse(long seq, AgentId agent, Instant at, Duration time) {
        this.seq = Checks.within("seq", seq, 1, Long.MAX_VALUE);
        this.agent = Objects.requireNonNull(agent, "agent");
        this.at = Checks.millis(at);
        this.time = Duration.ofMillis(Checks.within("time", time.toMillis(), 0, Long.MAX_VALUE));
    }

    /**
     * Returns a response.
     *
     * @param seq see {@link #seq()}
     * @param agent see {@link #agent()}
     * @param at see {@link #at()}
     * @param time see {@link #time()}; not negative
     */
    public static AgentResponse of(long seq, AgentId agent, Instant at, Duration time) {
        return new AgentResponse(seq, agent, at, time);
    }

    /** The seq of the agent's message in its session. */
    public long seq() {
        return seq;
    }

    /** The agent who responded. */
    public AgentId agent() {
        return agent;
    }

    /** The UTC instant of the agent's message, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /** From the customer's earliest message without a response to this one, in milliseconds; zero if clocks of nodes differ so that it would be less. */
    public Duration time() {
        return time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AgentResponse that
                && seq == that.seq
                && agent.equals(that.agent)
                && at.equals(that.at)
                && time.equals(that.time);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, agent, at, time);
    }

    /** The seq, the agent's id and the time. */
    @Override
    public String toString() {
        return "AgentResponse[#" + seq + " " + agent + " " + at + " " + time + "]";
    }
}
