package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionDraft;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Topic;
import java.time.Instant;
import java.util.List;

/** Sessions for tests of rules. */
public final class Sessions {
    /** When they are created. */
    public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private Sessions() {}

    /** A session of customer c that waits and has no log. */
    public static Session fresh() {
        return Session.builder(
                        new SessionId("s"),
                        Customer.builder(new CustomerId("c")).build(),
                        Timeline.builder(START).lastEntryAt(START).build())
                .version(1)
                .state(SessionState.WAITING)
                .topic(Topic.NONE)
                .priority(Priority.NORMAL)
                .openSlot(1)
                .log(LogPosition.START)
                .audit(0, "")
                .build();
    }

    /** A session of customer c in this state, of agent a where it has one, with one event in its log. */
    public static Session in(SessionState state) {
        boolean assigned = state == SessionState.ACTIVE || state == SessionState.ON_HOLD;
        Session.Builder session = fresh().toBuilder().state(state);
        if (assigned) {
            session.assignment(new Assignment(new AgentId("a"), null, null, START))
                    .agentSlot(1);
        }
        if (!state.isOpen()) {
            session.openSlot(null).ending(new Ending(EndedBy.CUSTOMER, EndCause.NORMAL, null, null, START, null));
        }
        SessionDraft draft = SessionDraft.creating(session.build(), START);
        draft.add(SessionChange.of(
                draft.session(),
                List.of(NewEntry.event(new EntryId("e1"), EventType.SESSION_STARTED, "started")),
                List.of()));
        return draft.session();
    }
}
