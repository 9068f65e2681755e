package dev.helpline.chat.spi.routing;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import java.util.Objects;

/** An agent who may get a session: online, below capacity, and with everything that the session requires. Thread-safe: immutable. */
@Experimental
public final class Candidate {
    private final Agent agent;
    private final int openSessions;
    private final int capacity;

    private Candidate(Agent agent, int openSessions, int capacity) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.openSessions = (int) Checks.within("openSessions", openSessions, 0, Integer.MAX_VALUE);
        this.capacity = (int) Checks.within("capacity", capacity, 0, Integer.MAX_VALUE);
    }

    /**
     * Returns a candidate.
     *
     * @param openSessions how many open sessions the agent has
     * @param capacity how many the agent may have
     */
    public static Candidate of(Agent agent, int openSessions, int capacity) {
        return new Candidate(agent, openSessions, capacity);
    }

    /** The agent as the directory knows them. */
    public Agent agent() {
        return agent;
    }

    /** The agent's id. */
    public AgentId id() {
        return agent.id();
    }

    /** How many open sessions the agent has, with those that were assigned a moment ago. */
    public int openSessions() {
        return openSessions;
    }

    /** How many open sessions the agent may have. */
    public int capacity() {
        return capacity;
    }

    /** The id and the load. */
    @Override
    public String toString() {
        return "Candidate[" + agent.id() + " " + openSessions + "/" + capacity + "]";
    }
}
