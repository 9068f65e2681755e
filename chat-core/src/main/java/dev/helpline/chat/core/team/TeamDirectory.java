package dev.helpline.chat.core.team;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.util.List;

/**
 * The directory of agents, for admins ({@link dev.helpline.chat.core.AgentDesk#directory}) and for the host ({@link
 * dev.helpline.chat.core.ChatEngine#directory}). Each change is recorded in the agent's own chain of changes together with the change.
 * Thread-safe.
 */
@Experimental
public interface TeamDirectory {
    /**
     * Saves an agent. From then on the agent is {@linkplain Agent#managed() managed}: the directory and not the token has name, e-mail and
     * departments, and the agent has at most the directory's role, however high that of the token is. Saving an agent who is not active locks
     * the agent out at once on this engine, and within seconds on others; all sessions of the agent go back to the queue. Repeating the call
     * returns the same result.
     *
     * @return the agent as it is stored
     * @throws ChatException {@link ErrorCode#AGENT_CONFLICT} if the agent was changed since the version that the request replaces;
     *     {@link ErrorCode#INVALID_REQUEST} for a text beyond its limit, and for admins who deactivate themselves or give up their role
     */
    Agent save(SaveAgent request);

    /** Returns the audit records of the changes to an agent, the oldest first, at most 1000; none for an agent whom the directory does not know. */
    List<AuditRecord> changes(AgentId agent);
}
