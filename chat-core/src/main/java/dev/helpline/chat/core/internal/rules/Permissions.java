package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.policy.AnswerPolicy;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what an agent may do, by the table of {@link AgentAction}. What customers may do is not in that table. */
public final class Permissions {
    private Permissions() {}

    /** Throws FORBIDDEN unless the agent may take an action that concerns no session. */
    public static void require(Actor agent, AgentAction action) {
        if (action.reach(agent.principal().role()) == AgentAction.Reach.NONE) {
            throw refusal(action);
        }
    }

    /** Throws FORBIDDEN unless the agent may start sessions with customers. */
    public static void requireStart(Actor agent, ChatPolicy policy) {
        require(agent, AgentAction.START);
        if (!policy.agentStarts()) {
            throw Refusals.forbidden("the policy does not let agents start sessions");
        }
    }

    /** Throws FORBIDDEN if the actor is an agent who may not take the action in this session. */
    public static void require(Actor actor, AgentAction action, Session session, ChatPolicy policy) {
        Optional<ChatException> refusal = refusal(actor, action, session, policy);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Returns why the actor may not take the action in this session; empty for a customer, and for an agent who may. */
    static Optional<ChatException> refusal(Actor actor, AgentAction action, Session session, ChatPolicy policy) {
        return !actor.isAgent() || isPermitted(actor, action, session.assignment(), policy)
                ? Optional.empty()
                : Optional.of(refusal(action));
    }

    /** Returns what the agent may do in this session as it stands now. */
    public static Set<AgentAction> allowed(Actor agent, Session session, ChatPolicy policy, Instant now) {
        Set<AgentAction> allowed = EnumSet.noneOf(AgentAction.class);
        for (AgentAction action : AgentAction.values()) {
            boolean fits = switch (action) {
                case READ,
                        READ_HISTORY,
                        READ_FIGURES,
                        READ_AUDIT,
                        EXPORT_AUDIT,
                        TAG,
                        NOTE,
                        BLOCK,
                        USE_RESPONSES,
                        SHARE_RESPONSES,
                        CHOOSE_PRESENCE,
                        CHOOSE_ALERTS,
                        MANAGE_AGENTS -> true;
                case REPLY, SET_PRIORITY, TRANSFER -> session.state().isOpen();
                case ESCALATE -> session.state().isOpen() && session.timeline().escalatedAt() == null;
                case RETURN -> SessionTransitions.allow(session.state(), SessionMove.REQUEUE);
                case TAKE_OVER -> session.state().isOpen() && isAnothers(agent, session);
                case CLAIM, ASSIGN -> SessionTransitions.allow(session.state(), SessionMove.ASSIGN);
                case DECLINE -> Offers.isTo(agent.agentId(), session);
                case HOLD -> SessionTransitions.allow(session.state(), SessionMove.HOLD);
                case RESUME -> SessionTransitions.allow(session.state(), SessionMove.RESUME);
                case END -> SessionTransitions.allow(session.state(), SessionMove.END);
                case START -> policy.agentStarts();
                case REOPEN -> Reopening.isAllowed(agent, policy, session, now);
            };
            if (fits && isPermitted(agent, action, session.assignment(), policy)) {
                allowed.add(action);
            }
        }
        return allowed;
    }

    private static boolean isAnothers(Actor agent, Session session) {
        Assignment owner = session.assignment();
        return owner != null && !owner.agent().equals(agent.agentId());
    }

    private static boolean isPermitted(Actor agent, AgentAction action, @Nullable Assignment owner, ChatPolicy policy) {
        boolean isOwn = owner != null && owner.agent().equals(agent.agentId());
        return switch (action.reach(agent.principal().role())) {
            case NONE -> false;
            case OWN -> isOwn;
            case OWN_OR_WAITING -> isOwn || owner == null;
            case ANSWERABLE -> isOwn || owner == null || policy.answers() == AnswerPolicy.ANY_AGENT;
            case ANY -> true;
        };
    }

    private static ChatException refusal(AgentAction action) {
        List<String> permitted = new ArrayList<>();
        for (Role role : new Role[] {Role.AGENT, Role.SUPERVISOR, Role.ADMIN}) {
            switch (action.reach(role)) {
                case NONE -> {}
                case OWN, OWN_OR_WAITING, ANSWERABLE -> permitted.add("the session's agent");
                case ANY -> permitted.add("the role " + role);
            }
        }
        return Refusals.forbidden(
                action.name().toLowerCase(Locale.ROOT) + " is permitted to " + String.join(", ", permitted) + " only");
    }
}
