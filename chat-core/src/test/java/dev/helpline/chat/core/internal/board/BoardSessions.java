package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.LogPosition;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;

/** Sessions and messages for tests of the board. */
final class BoardSessions {
    private BoardSessions() {}

    /** A session in this state whose version is also its number of entries, all of which are messages. */
    static Session session(String id, long version, SessionState state) {
        Session like = Sessions.in(state);
        return Session.builder(
                        new SessionId(id),
                        Customer.builder(new CustomerId("c")).build(),
                        Timeline.builder(Sessions.START)
                                .lastEntryAt(Sessions.START)
                                .build())
                .version(version)
                .state(state)
                .openSlot(like.openSlot())
                .assignment(like.assignment())
                .agentSlot(like.agentSlot())
                .ending(like.ending())
                .log(LogPosition.builder()
                        .lastSeq(version)
                        .lastVisibleSeq(version)
                        .messageCount(version)
                        .lastMessageSeq(version)
                        .build())
                .audit(0, "")
                .build();
    }

    static Session waiting(String id, long version) {
        return session(id, version, SessionState.WAITING);
    }

    /** The newest message of such a session. */
    static Entry newest(Session session) {
        return message(session, session.version());
    }

    static Entry message(Session session, long seq) {
        Author author = new Author(ParticipantType.CUSTOMER, "c", null, null);
        return Entry.builder(session.id(), seq, new EntryId("m" + seq))
                .prevVisibleSeq(seq - 1)
                .messageNumber(seq)
                .kind(EntryKind.MESSAGE)
                .type("text")
                .audience(Audience.ALL)
                .author(author)
                .at(Sessions.START)
                .text("message " + seq)
                .fingerprint("")
                .build();
    }
}
