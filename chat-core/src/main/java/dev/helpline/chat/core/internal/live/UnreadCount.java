package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionLog;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of one session one side has not read; of agents the one who has the session, if there is one. It is counted in the log and never stored; the last result is kept, since most
 * often only a few entries have been added since. Thread-safe.
 */
public final class UnreadCount {
    private static final Set<ParticipantType> READ_BY_CUSTOMER = EnumSet.of(ParticipantType.AGENT, ParticipantType.BOT);
    private static final Set<ParticipantType> READ_BY_AGENTS = EnumSet.of(ParticipantType.CUSTOMER);

    private final ParticipantType side;
    private final SessionReaders readers;
    private final EntryTails tails;
    private final SessionLog store;
    private volatile Counted last = Counted.NOTHING;

    private record Counted(SeqRange part, long messages) {
        static final Counted NOTHING = new Counted(new SeqRange(0, 0), 0);
    }

    UnreadCount(ParticipantType side, SessionReaders readers, EntryTails tails, SessionLog store) {
        this.side = side;
        this.readers = readers;
        this.tails = tails;
        this.store = store;
    }

    /** Counts as of this head. Reads the store if the entries behind the mark are not in memory. */
    long of(Head head) {
        Long remembered = remembered(head);
        if (remembered != null) {
            return remembered;
        }
        SeqRange part = part(head);
        SessionId id = head.session().id();
        long messages = store.countMessages(Map.of(id, part), authors(side)).getOrDefault(id, 0L);
        last = new Counted(part, messages);
        return messages;
    }

    /** Counts as of this head; null if the entries behind the mark are not in memory. */
    @Nullable
    Long remembered(Head head) {
        SeqRange part = part(head);
        Counted known = last;
        if (part.equals(known.part())) {
            return known.messages();
        }
        boolean goesOn = part.afterSeq() == known.part().afterSeq()
                && part.upToSeq() > known.part().upToSeq()
                && tails.remembers(head, known.part().upToSeq());
        if (!goesOn && !tails.remembers(head, part.afterSeq())) {
            return null;
        }
        long messages = goesOn
                ? known.messages() + countRemembered(head, known.part().upToSeq())
                : countRemembered(head, part.afterSeq());
        last = new Counted(part, messages);
        return messages;
    }

    /** Forgets the last result, since the store may have lost entries that were counted. */
    void forget() {
        last = Counted.NOTHING;
    }

    private long countRemembered(Head head, long afterSeq) {
        List<Entry> entries = tails.after(head, afterSeq, SessionView.MAX_COUNTED_ENTRIES);
        long lastSeq = head.session().log().lastSeq();
        return entries.stream()
                .filter(entry -> entry.seq() <= lastSeq)
                .filter(entry -> entry.isMessage() && entry.audience() == Audience.ALL)
                .filter(entry -> authors(side).contains(entry.author().type()))
                .count();
    }

    /** The authors whose messages a side reads. */
    public static Set<ParticipantType> authors(ParticipantType side) {
        return side == ParticipantType.AGENT ? READ_BY_AGENTS : READ_BY_CUSTOMER;
    }

    /** Up to where the side has read: of agents the one who has the session; any of them while it waits. */
    long readSeq(Head head) {
        SessionActivity activity = head.live().activity();
        if (side == ParticipantType.CUSTOMER) {
            return activity.customer().readSeq();
        }
        AgentId owner = owner(head.session());
        return owner == null ? activity.agents().readSeq() : readers.readSeq(owner);
    }

    /** The agent whose reading counts for agents; null if that of any agent does. */
    public static @Nullable AgentId owner(Session session) {
        Assignment assignment = session.assignment();
        return assignment == null ? null : assignment.agent();
    }

    private SeqRange part(Head head) {
        return part(head.session(), readSeq(head));
    }

    /** The part of the log in which messages are unread by a side that has read up to this seq. */
    public static SeqRange part(Session session, long readSeq) {
        long lastSeq = session.log().lastSeq();
        long read = Math.min(readSeq, lastSeq);
        return new SeqRange(Math.max(read, lastSeq - SessionView.MAX_COUNTED_ENTRIES), lastSeq);
    }
}
