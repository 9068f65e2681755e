package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * Does what is due for a session that shows no sign of life: warns its participants, lets it wait for another agent, or ends it. Leaves any
 * other session as it is.
 */
public final class ExpireCommand implements SessionCommand<Session> {
    private final Inactivity inactivity;
    private final Inactivity.Cutoffs cutoffs;
    private final Instant customerSeenAt;
    private final Ids ids;

    /**
     * A command that judges the session by these instants.
     *
     * @param customerSeenAt when the customer was last seen to poll, or any earlier instant
     */
    public ExpireCommand(
            Inactivity inactivity, Inactivity.Cutoffs cutoffs, Instant customerSeenAt, IdGenerator generator) {
        this.inactivity = inactivity;
        this.cutoffs = cutoffs;
        this.customerSeenAt = customerSeenAt;
        this.ids = new Ids(generator);
    }

    @Override
    public String name() {
        return "expire";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        return switch (inactivity.due(session, customerSeenAt, cutoffs)) {
            case NOTHING -> new Decision.Answer<>(stored -> stored);
            case WARNING -> warn(session, now);
            case RETURN -> giveBack(session, now);
            case END -> end(session, now);
        };
    }

    private Decision<Session> warn(Session session, Instant now) {
        Session warned = session.toBuilder()
                .timeline(session.timeline().toBuilder()
                        .endsAt(inactivity.endAfterWarning(session, now))
                        .build())
                .build();
        NewEntry event = NewEntry.event(
                ids.event(), EventType.SESSION_ENDING, EventTexts.of(session).ending());
        return change(warned, event, List.of());
    }

    private Decision<Session> giveBack(Session session, Instant now) {
        Assignment owner = session.assignment();
        return change(
                ReturnCommand.returned(session, SessionMove.RETURN, owner == null ? null : owner.agent(), now),
                ReturnCommand.event(session, ids),
                List.of(NewAudit.bySystem("SESSION_RETURNED", null, ids.moveSalt())));
    }

    private Decision<Session> end(Session session, Instant now) {
        Ending ending = new Ending(EndedBy.SYSTEM, EndCause.INACTIVITY, null, null, now, null);
        return change(
                Endings.ended(session, SessionMove.EXPIRE, ending),
                Endings.event(session, ending, ids),
                List.of(NewAudit.bySystem("SESSION_EXPIRED", null, ids.moveSalt())));
    }

    private static Decision<Session> change(Session next, NewEntry event, List<NewAudit> audit) {
        return new Decision.Change<>(SessionChange.of(next, List.of(event), audit), (stored, appended) -> stored);
    }
}
