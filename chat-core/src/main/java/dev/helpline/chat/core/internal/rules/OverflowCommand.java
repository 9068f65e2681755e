package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.routing.RoutingPolicy.Overflow;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;

/** Moves a session that waits too long to the queue of another department. Leaves any other session as it is. */
public final class OverflowCommand implements SessionCommand<Session> {
    private final Overflow rule;
    private final Ids ids;

    /** A command for one session. */
    public OverflowCommand(Overflow rule, IdGenerator generator) {
        this.rule = rule;
        this.ids = new Ids(generator);
    }

    @Override
    public String name() {
        return "overflow";
    }

    /** Whether the rule moves the session at this instant. One that is offered to an agent stays until the offer ends. */
    public static boolean isDue(Overflow rule, Session session, Instant now) {
        return session.state() == SessionState.WAITING
                && !session.offline()
                && session.offer() == null
                && rule.from().equals(session.department())
                && !now.isBefore(session.timeline().waitsSince().plus(rule.after()));
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!isDue(rule, session, now)) {
            return new Decision.Answer<>(stored -> stored);
        }
        String facts = new Facts()
                .with("fromDepartment", rule.from())
                .with("toDepartment", rule.to())
                .json();
        NewEntry event = NewEntry.event(
                ids.event(),
                EventType.SESSION_OVERFLOWED,
                EventTexts.of(session).overflowed(),
                facts);
        String detail = "fromDepartment=" + rule.from() + " toDepartment=" + rule.to() + " after=" + rule.after();
        NewAudit audit = NewAudit.bySystem("SESSION_OVERFLOWED", detail, ids.moveSalt());
        return new Decision.Change<>(
                SessionChange.of(TransferCommand.requeued(session, rule.to(), now), List.of(event), List.of(audit)),
                (stored, appended) -> stored);
    }
}
