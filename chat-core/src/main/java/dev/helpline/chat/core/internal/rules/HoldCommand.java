package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts an active session on hold, or takes it off hold. Where it is so already, nothing changes. */
public final class HoldCommand implements SessionCommand<Session> {
    private final Actor actor;
    private final SessionMove move;
    private final Ids ids;

    private HoldCommand(Actor actor, SessionMove move, IdGenerator generator) {
        this.actor = actor;
        this.move = move;
        this.ids = new Ids(generator);
    }

    /** Puts the session on hold. */
    public static HoldCommand hold(Actor actor, IdGenerator generator) {
        return new HoldCommand(actor, SessionMove.HOLD, generator);
    }

    /** Takes the session off hold. */
    public static HoldCommand resume(Actor actor, IdGenerator generator) {
        return new HoldCommand(actor, SessionMove.RESUME, generator);
    }

    @Override
    public String name() {
        return move == SessionMove.HOLD ? "hold" : "resume";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        Optional<SessionState> target = SessionTransitions.target(session.state(), move);
        if (target.isEmpty()) {
            return isSoAlready(session)
                    ? new Decision.Answer<>(stored -> stored)
                    : new Decision.Refuse<>(Refusals.notAllowedNow(session, move));
        }
        Session next = session.toBuilder().state(target.get()).build();
        return new Decision.Change<>(
                SessionChange.of(next, List.of(event()), List.of(audit())), (stored, appended) -> stored);
    }

    private boolean isSoAlready(Session session) {
        return session.state() == (move == SessionMove.HOLD ? SessionState.ON_HOLD : SessionState.ACTIVE);
    }

    private NewEntry event() {
        return move == SessionMove.HOLD
                ? NewEntry.event(ids.event(), EventType.SESSION_HELD, EventTexts.HELD)
                : NewEntry.event(ids.event(), EventType.SESSION_RESUMED, EventTexts.RESUMED);
    }

    private NewAudit audit() {
        String action = move == SessionMove.HOLD ? "SESSION_HELD" : "SESSION_RESUMED";
        return NewAudit.by(actor.principal(), action, null, ids.moveSalt());
    }
}
