package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;

/**
 * Somebody who may see a session and now acts in it. Whoever comes without a token, where the policy allows that, acts
 * as the session's customer; the principal keeps saying that there was no token.
 *
 * @param principal who called
 */
public record Actor(Principal principal) {
    /** Whether this is somebody on the answering side. */
    public boolean isAgent() {
        return principal.role().isAgent();
    }

    /** Whether this is somebody who may act for other agents. */
    public boolean isSupervisor() {
        return principal.role().compareTo(Role.SUPERVISOR) >= 0;
    }

    /** The agent's id; only for agents. */
    public AgentId agentId() {
        return new AgentId(principal.id());
    }

    /** How the actor signs what it writes in this session. */
    Author author(Session session) {
        return isAgent()
                ? new Author(ParticipantType.AGENT, principal.id(), principal.name(), principal.department())
                : new Author(
                        ParticipantType.CUSTOMER,
                        session.customer().id().value(),
                        session.customer().name(),
                        null);
    }
}
