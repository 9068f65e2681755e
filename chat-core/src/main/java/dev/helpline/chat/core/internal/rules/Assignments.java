package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The changes of every assignment of a session to an agent. The session's state must allow it. */
final class Assignments {
    private Assignments() {}

    /**
     * The session is assigned; a supervisor who does that has seen to its escalation.
     *
     * @param actor null for the engine itself
     */
    static Session assigned(@Nullable Actor actor, Session session, Assignee assignee, int slot, Instant now) {
        Session assigned = assigned(session, assignee, slot, now);
        return actor == null ? assigned : seenTo(actor, assigned);
    }

    /**
     * The session after an act of the actor's: a supervisor, an admin or the host sees to an escalation by deciding who has the session.
     *
     * @param actor null for the host
     */
    static Session seenTo(@Nullable Actor actor, Session session) {
        Role role = actor == null ? Role.ADMIN : actor.principal().role();
        if (session.timeline().escalatedAt() == null || (role != Role.SUPERVISOR && role != Role.ADMIN)) {
            return session;
        }
        return session.toBuilder()
                .timeline(session.timeline().toBuilder().escalatedAt(null).build())
                .build();
    }

    static Session assigned(Session session, Assignee assignee, int slot, Instant now) {
        Timeline timeline = session.timeline();
        Instant first = timeline.firstAssignedAt() == null ? now : timeline.firstAssignedAt();
        return SessionTransitions.moved(session, SessionMove.ASSIGN)
                .assignment(new Assignment(assignee.agent(), assignee.name(), assignee.department(), now))
                .agentSlot(slot)
                .timeline(timeline.toBuilder().firstAssignedAt(first).build())
                .build();
    }

    /** The event of an assignment. */
    static NewEntry event(Session session, Assignee assignee, EntryId id) {
        return NewEntry.event(
                id,
                EventType.SESSION_ASSIGNED,
                EventTexts.of(session).assigned(assignee.name()),
                AssignmentEvent.metadata(assignee.agent()));
    }

    /**
     * The record of an assignment.
     *
     * @param actor null for the engine itself
     */
    static NewAudit audit(@Nullable Actor actor, Assignee assignee, Ids ids) {
        String action = "SESSION_ASSIGNED";
        String detail = "agent=" + assignee.agent();
        return actor == null
                ? NewAudit.bySystem(action, detail, ids.moveSalt())
                : NewAudit.by(actor.principal(), action, detail, ids.moveSalt());
    }
}
