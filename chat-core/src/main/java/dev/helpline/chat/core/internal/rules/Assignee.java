package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.auth.Principal;
import org.jspecify.annotations.Nullable;

/** The agent to whom a session is assigned, as customers see them. */
public record Assignee(
        AgentId agent, @Nullable String name, @Nullable String department) {
    /** The calling agent. */
    public static Assignee of(Principal agent) {
        return new Assignee(new AgentId(agent.id()), agent.name(), agent.department());
    }
}
