package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.auth.Principal;
import org.jspecify.annotations.Nullable;

/** Who a session is assigned to, and how customers will see them. */
public record Assignee(
        AgentId agent, @Nullable String name, @Nullable String department) {
    /** The agent who calls. */
    public static Assignee of(Principal agent) {
        return new Assignee(new AgentId(agent.id()), agent.name(), agent.department());
    }
}
