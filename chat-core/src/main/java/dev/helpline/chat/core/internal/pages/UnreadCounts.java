package dev.helpline.chat.core.internal.pages;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.UnreadCount;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts the unread messages of many sessions, with two reads at most for all of them. Thread-safe. */
public final class UnreadCounts {
    private final ChatStore store;
    private final LiveSessions sessions;

    /** Counts in this store; marks that are not stored yet are in the sessions' memory. */
    public UnreadCounts(ChatStore store, LiveSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /** As {@link #of(Collection, ParticipantType, Map)}, with no other marks. */
    public Map<SessionId, Long> of(Collection<Session> all, ParticipantType side) {
        return of(all, side, Map.of());
    }

    /**
     * Returns how many messages of each of the sessions, at most 1000, the side has not read, of agents the one who has the session; sessions
     * without any are left out.
     *
     * @param told up to where the side has read some of the sessions according to another node, which may not have stored it yet; for agents
     *     of a session that has an agent, up to where this one has
     */
    public Map<SessionId, Long> of(Collection<Session> all, ParticipantType side, Map<SessionId, Long> told) {
        Map<SessionId, Long> counts = new HashMap<>();
        List<Session> unknown = new ArrayList<>();
        for (Session session : all) {
            LiveSession live = sessions.known(session.id());
            Long remembered = live == null ? null : live.rememberedUnreadCount(side, session.version());
            if (remembered == null) {
                unknown.add(session);
            } else if (remembered > 0) {
                counts.put(session.id(), remembered);
            }
        }
        counts.putAll(stored(unknown, side, told));
        return counts;
    }

    private Map<SessionId, Long> stored(List<Session> all, ParticipantType side, Map<SessionId, Long> told) {
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<SessionId, Long> read = new HashMap<>(told);
        Map<SessionId, Reader> owners = side == ParticipantType.AGENT ? owners(all) : Map.of();
        for (ReaderCursor cursor :
                store.cursorsOfAll(all.stream().map(Session::id).toList())) {
            Reader owner = owners.get(cursor.session());
            boolean counts = owner == null
                    ? cursor.reader().equals(Reader.CUSTOMER) == (side == ParticipantType.CUSTOMER)
                    : cursor.reader().equals(owner);
            if (counts) {
                read.merge(cursor.session(), cursor.readSeq(), Math::max);
            }
        }
        Map<SessionId, SeqRange> parts = new HashMap<>();
        for (Session session : all) {
            SeqRange part =
                    UnreadCount.part(session, Math.max(read.getOrDefault(session.id(), 0L), here(session, side)));
            if (part.afterSeq() < part.upToSeq()) {
                parts.put(session.id(), part);
            }
        }
        return parts.isEmpty() ? Map.of() : store.countMessages(parts, UnreadCount.authors(side));
    }

    /** The agents whose reading counts for agents, of the sessions that have one. */
    private static Map<SessionId, Reader> owners(List<Session> all) {
        Map<SessionId, Reader> owners = new HashMap<>();
        for (Session session : all) {
            AgentId owner = UnreadCount.owner(session);
            if (owner != null) {
                owners.put(session.id(), Reader.agent(owner));
            }
        }
        return owners;
    }

    /** Nothing is taken from a session in memory that has another agent than the one that is counted for. */
    private long here(Session session, ParticipantType side) {
        LiveSession live = sessions.known(session.id());
        boolean isSame = live != null
                && Objects.equals(
                        UnreadCount.owner(session),
                        UnreadCount.owner(live.head().session()));
        return live != null && (isSame || side == ParticipantType.CUSTOMER) ? live.readSeq(side) : 0;
    }
}
