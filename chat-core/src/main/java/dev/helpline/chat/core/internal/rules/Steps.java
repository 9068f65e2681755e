package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import java.time.Instant;

/** The steps that more than one rule takes. Each is given a session in which the table allows the move. */
final class Steps {
    private Steps() {}

    static Session assigned(Session session, Assignee assignee, int slot, Instant now) {
        Timeline timeline = session.timeline();
        Instant first = timeline.firstAssignedAt() == null ? now : timeline.firstAssignedAt();
        return SessionTransitions.moved(session, SessionMove.ASSIGN)
                .assignment(new Assignment(assignee.agent(), assignee.name(), assignee.department(), now))
                .agentSlot(slot)
                .timeline(timeline.toBuilder().firstAssignedAt(first).build())
                .build();
    }

    static NewEntry assignedEvent(Assignee assignee, Ids ids) {
        return NewEntry.event(ids.event(), EventType.SESSION_ASSIGNED, EventTexts.assigned(assignee.name()));
    }

    static NewAudit assignedAudit(Actor actor, Assignee assignee, Ids ids) {
        return NewAudit.by(actor.principal(), "SESSION_ASSIGNED", "agent=" + assignee.agent(), ids.moveSalt());
    }

    static Session ended(Session session, SessionMove by, Ending ending) {
        return SessionTransitions.moved(session, by)
                .openSlot(null)
                .agentSlot(null)
                .ending(ending)
                .build();
    }

    static NewEntry endedEvent(Ending ending, Ids ids) {
        return NewEntry.event(ids.event(), EventType.SESSION_ENDED, EventTexts.ended(ending));
    }
}
