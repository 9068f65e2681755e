package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;

/** The changes of every end of a session. The session's state must allow it. */
final class Endings {
    private Endings() {}

    static Session ended(Session session, SessionMove by, Ending ending) {
        return SessionTransitions.moved(session, by)
                .openSlot(null)
                .agentSlot(null)
                .ending(ending)
                .build();
    }

    static NewEntry event(Session session, Ending ending, Ids ids) {
        return NewEntry.event(
                ids.event(), EventType.SESSION_ENDED, EventTexts.of(session).ended(ending));
    }
}
