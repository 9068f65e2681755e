package dev.helpline.chat.spi.agent;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
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
     * the known agent. Two calls for one new id store one agent. Returns the agent as it is stored afterwards.
     *
     * @throws IllegalArgumentException if a text is beyond its limit, see {@link
     *     dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    Agent enroll(Agent agent);

    /**
     * Stores {@code agent}, or {@link Agent#replacedBy} of the known agent if the directory knows its id, together with the record of the
     * change. Does so only if the agent's version is one above the stored one, or 1 for an agent whom the directory does not know. Of several
     * such agents of one version, one is stored.
     *
     * @return whether the agent and the change were stored
     * @throws IllegalArgumentException if the change is not of this agent and of the number of its version, or if a text is beyond its limit,
     *     see {@link dev.helpline.chat.spi.store.TextLimits}; then nothing was stored
     */
    boolean saveAgent(Agent agent, AuditRecord change);

    /** Stores what the agent chose, and moves {@code seenAt} forward to the given instant, never backward; an unknown id is ignored. */
    void choosePresence(AgentId agent, Presence presence, Instant seenAt);

    /** Moves {@code seenAt} of each agent forward to the given instant, never backward; unknown ids are ignored. */
    void agentsSeen(Map<AgentId, Instant> seenAt);

    /** Returns the first {@code limit} agents, ordered by id. */
    List<Agent> firstAgents(int limit);

    /** Returns how many agents were online at {@code since} or later: active, seen then or later, and by their choice ONLINE. */
    int countAgentsSeenSince(Instant since);
}
