package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the agents. Thread-safe. Every method throws {@link StoreException} if the directory cannot be reached.
 */
public interface AgentDirectory {
    /** The agent with exactly this id. */
    Optional<Agent> findAgent(AgentId id);

    /**
     * Stores {@code agent} if the directory does not know its id yet, and otherwise takes over its name, department
     * and role, and its {@code seenAt} if that is later. {@code active}, {@code capacity} and {@code enrolledAt} of a
     * known agent stay as they are. Two calls for one new id store one agent. Returns what is stored afterwards.
     *
     * @throws IllegalArgumentException if a text is beyond its limit, see {@link dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    Agent enroll(Agent agent);

    /**
     * Stores {@code agent} as it is, whether its id is known or not.
     *
     * @throws IllegalArgumentException if a text is beyond its limit, see {@link dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    void saveAgent(Agent agent);

    /** Moves {@code seenAt} of each agent forward to the given instant, never backward; unknown ids are passed over. */
    void agentsSeen(Map<AgentId, Instant> seenAt);

    /** The first {@code limit} agents in the order of their ids. */
    List<Agent> firstAgents(int limit);

    /** How many active agents were seen at {@code since} or later. */
    int countAgentsSeenSince(Instant since);
}
