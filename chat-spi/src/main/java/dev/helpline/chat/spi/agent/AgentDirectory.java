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
    /** Returns the agent with exactly this id. */
    Optional<Agent> findAgent(AgentId id);

    /**
     * Stores {@code agent} if the directory does not know its id yet, and otherwise {@link Agent#enrolledAgain} of
     * the known agent: {@code active}, {@code capacity} and {@code enrolledAt} stay as they are. Two calls for one
     * new id store one agent. Returns the agent as it is stored afterwards.
     *
     * @throws IllegalArgumentException if a text is beyond its limit, see {@link
     *     dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    Agent enroll(Agent agent);

    /**
     * Stores {@code agent} as it is, whether the directory knows its id or not.
     *
     * @throws IllegalArgumentException if a text is beyond its limit, see {@link
     *     dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    void saveAgent(Agent agent);

    /** Moves {@code seenAt} of each agent forward to the given instant, never backward; unknown ids are ignored. */
    void agentsSeen(Map<AgentId, Instant> seenAt);

    /** Returns the first {@code limit} agents, ordered by id. */
    List<Agent> firstAgents(int limit);

    /** Returns how many active agents were seen at {@code since} or later. */
    int countAgentsSeenSince(Instant since);
}
