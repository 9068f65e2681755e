package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a session takes when it is reopened.
 *
 * @param openSlot the customer's slot
 * @param agent the agent who had the session and gets it back; null if it waits
 * @param agentSlot this agent's slot; not used without one
 */
public record ReopenSlots(int openSlot, @Nullable AgentId agent, int agentSlot) {
    /** The slots of a session that waits. */
    public static ReopenSlots waiting(int openSlot) {
        return new ReopenSlots(openSlot, null, 0);
    }

    boolean areOf(@Nullable Assignment owner) {
        return owner != null && owner.agent().equals(agent);
    }
}
