package dev.helpline.chat.core.desk;

import dev.helpline.chat.spi.agent.Agent;
import java.util.Objects;

/**
 * An agent as other agents see them.
 *
 * @param agent the agent
 * @param online whether the agent was seen within the last minute
 * @param openSessions how many sessions the agent has
 * @param capacity how many sessions the agent may have
 */
public record Colleague(Agent agent, boolean online, int openSessions, int capacity) {
    /** Checks presence. */
    public Colleague {
        Objects.requireNonNull(agent, "agent");
    }
}
