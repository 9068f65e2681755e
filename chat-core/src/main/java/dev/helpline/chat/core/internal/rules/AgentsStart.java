package dev.helpline.chat.core.internal.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances in which an agent starts a session with a customer.
 *
 * @param agent who starts it
 * @param agentSlot the agent's slot that the session takes
 * @param slot the customer's slot that the session takes
 * @param department whose session it is; null to leave that to the policy
 */
public record AgentsStart(
        Actor agent, int agentSlot, int slot, @Nullable String department, Instant at) {}
