package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts an active session on hold, or takes it off hold. If the session is in that state already, nothing changes. */
public final class HoldCommand implements SessionCommand<Session> {
    private final Actor actor;
    private final SessionMove move;
    private final ChatPolicy policy;
    private final Ids ids;

    private HoldCommand(Actor actor, SessionMove move, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.move = move;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    /** Puts the session on hold. */
    public static HoldCommand hold(Actor actor, ChatPolicy policy, IdGenerator generator) {
        return new HoldCommand(actor, SessionMove.HOLD, policy, generator);
    }

    /** Takes the session off hold. */
    public static HoldCommand resume(Actor actor, ChatPolicy policy, IdGenerator generator) {
        return new HoldCommand(actor, SessionMove.RESUME, policy, generator);
    }

    @Override
    public String name() {
        return move == SessionMove.HOLD ? "hold" : "resume";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        AgentAction action = move == SessionMove.HOLD ? AgentAction.HOLD : AgentAction.RESUME;
        Optional<ChatException> refusal = Permissions.refusal(actor, action, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        if (!SessionTransitions.allow(session.state(), move)) {
            return SessionTransitions.leadTo(session.state(), move)
                    ? new Decision.Answer<>(stored -> stored)
                    : new Decision.Refuse<>(Refusals.notAllowedNow(session, move));
        }
        Session moved = SessionTransitions.moved(session, move).build();
        Session next = Inactivity.turnedTo(Turn.AGENT, moved, policy, now);
        return new Decision.Change<>(
                SessionChange.of(next, List.of(event(session)), List.of(audit())), (stored, appended) -> stored);
    }

    private NewEntry event(Session session) {
        EventTexts texts = EventTexts.of(session);
        return move == SessionMove.HOLD
                ? NewEntry.event(ids.event(), EventType.SESSION_HELD, texts.held())
                : NewEntry.event(ids.event(), EventType.SESSION_RESUMED, texts.resumed());
    }

    private NewAudit audit() {
        String action = move == SessionMove.HOLD ? "SESSION_HELD" : "SESSION_RESUMED";
        return NewAudit.by(actor.principal(), action, null, ids.moveSalt());
    }
}
