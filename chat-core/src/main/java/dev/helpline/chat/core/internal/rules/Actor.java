package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A caller who may see a session and acts in it. If the policy allows calls without a token, their caller acts as the session's
 * customer; the principal still says that there was no token.
 *
 * @param principal the caller
 * @param address the network address from which the call came; null if there is none, or if it is not known
 */
public record Actor(Principal principal, @Nullable NetworkAddress address) {
    /** A caller whose call came over no network. */
    public Actor(Principal principal) {
        this(principal, null);
    }

    /** The actor's principal; null for the host, which has none. */
    static @Nullable Principal principalOf(@Nullable Actor actor) {
        return actor == null ? null : actor.principal();
    }

    /** Whether the caller is an agent, of any role. */
    public boolean isAgent() {
        return principal.role().isAgent();
    }

    /** The agent's id; only for agents. */
    public AgentId agentId() {
        return new AgentId(principal.id());
    }

    /** Whether the actor is the author of an entry; without a token, the actor is the session's only customer. */
    public boolean is(Author author) {
        return switch (author.type()) {
            case AGENT -> isAgent() && principal.id().equals(author.id());
            case CUSTOMER -> !isAgent();
            case BOT, SYSTEM -> false;
        };
    }

    /** The author of what the actor writes in this session. */
    public Author author(Session session) {
        return isAgent()
                ? new Author(ParticipantType.AGENT, principal.id(), principal.name(), principal.department())
                : new Author(
                        ParticipantType.CUSTOMER,
                        session.customer().id().value(),
                        session.customer().name(),
                        null);
    }
}
