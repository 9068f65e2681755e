package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.internal.alert.AlertRules;
import dev.helpline.chat.core.internal.alert.AlertRules.Wanted;
import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads what the board needs from the store, always many sessions at once. Thread-safe. */
public final class BoardReader {
    /** A thousand at once is what the store's port allows. */
    private static final int MAX_IDS = 1000;

    /** Large enough that a board of usual size takes one query; its rows are short. */
    private static final int VERSIONS_AT_ONCE = 10_000;

    /** Of so many entries and audit records since the last look, the first ones alert. */
    private static final int MAX_ALERTING = 100;

    private final ChatStore store;
    private final Amendments amendments;
    private final UnreadByAgents unread;

    /**
     * Reads this store.
     *
     * @param amendments shows newest messages as they are now
     */
    public BoardReader(ChatStore store, Amendments amendments, UnreadByAgents unread) {
        this.store = store;
        this.amendments = amendments;
        this.unread = unread;
    }

    /** See {@link UnreadByAgents#count}. */
    Map<SessionId, Long> countUnread(Collection<Session> sessions, Map<SessionId, Long> told) {
        return unread.count(sessions, told);
    }

    /**
     * A session as it is stored.
     *
     * @param session null if the store does not have it
     * @param lastMessage its newest message as it is now; null if it has none
     */
    record Stored(@Nullable Session session, @Nullable Entry lastMessage) {}

    /**
     * Finds the sessions that are not as the board knows them: new ones, those with another version, and those that are no longer open.
     *
     * @param known the versions of the open sessions, all of which were stored before this call
     * @param all returns all open sessions besides, since a store that failed may be at another state with the same versions
     */
    Set<SessionId> findChanged(Map<SessionId, Long> known, boolean all) {
        Set<SessionId> changed = new HashSet<>(known.keySet());
        SessionId last = null;
        int size;
        do {
            SortedMap<SessionId, Long> page = store.openSessionVersions(last, VERSIONS_AT_ONCE);
            page.forEach((id, version) -> {
                if (!all && version.equals(known.get(id))) {
                    changed.remove(id);
                } else {
                    changed.add(id);
                }
            });
            size = page.size();
            last = page.isEmpty() ? null : page.lastKey();
        } while (size == VERSIONS_AT_ONCE);
        return changed;
    }

    /** Reads these sessions with their newest messages; each id is in the result. */
    Map<SessionId, Stored> read(Collection<SessionId> ids) {
        Map<SessionId, Stored> read = new HashMap<>();
        List<SessionId> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += MAX_IDS) {
            List<SessionId> some = all.subList(from, Math.min(from + MAX_IDS, all.size()));
            Map<SessionId, Session> sessions = store.findSessions(some);
            Map<SessionId, Entry> messages = newestMessages(sessions.values());
            some.forEach(id -> read.put(id, new Stored(sessions.get(id), messages.get(id))));
        }
        return read;
    }

    /** Reads to what agents are to be alerted, of what happened in a session since an earlier version, or since its start. */
    List<Wanted> alertsSince(@Nullable Session before, Session now) {
        if (!mayAlert(before, now)) {
            return List.of();
        }
        List<Entry> entries = before == null
                ? sinceOpened(store.entriesBefore(now.id(), Long.MAX_VALUE, MAX_ALERTING))
                : store.entriesAfter(now.id(), before.log().lastSeq(), MAX_ALERTING);
        long number = before == null ? Math.max(0, now.auditCount() - MAX_ALERTING) : before.auditCount();
        return AlertRules.ofSeveral(now, entries, store.auditAfter(now.id(), number, MAX_ALERTING));
    }

    /** A session that was not on the board was started or reopened; what happened before that is old. */
    private static List<Entry> sinceOpened(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            EventType event = EventType.of(entries.get(i)).orElse(null);
            if (event == EventType.SESSION_STARTED || event == EventType.SESSION_REOPENED) {
                return entries.subList(i, entries.size());
            }
        }
        return List.of();
    }

    /** Whether one of those parts is new that change with what agents are alerted to, so that messages cost no reads. */
    static boolean mayAlert(@Nullable Session before, Session now) {
        if (!now.state().isOpen()
                || (before != null && before.log().lastSeq() >= now.log().lastSeq())) {
            return false;
        }
        return before == null
                || (before.state() != now.state() && now.state() == SessionState.WAITING)
                || !Objects.equals(before.assignment(), now.assignment())
                || !Objects.equals(before.offer(), now.offer())
                || !Objects.equals(before.department(), now.department())
                || !before.mentions().equals(now.mentions())
                || !Objects.equals(
                        before.timeline().escalatedAt(), now.timeline().escalatedAt())
                || !before.sla().equals(now.sla());
    }

    private Map<SessionId, Entry> newestMessages(Collection<Session> sessions) {
        Map<SessionId, Long> seqs = new HashMap<>();
        for (Session session : sessions) {
            if (session.state().isOpen() && session.log().lastMessageSeq() > 0) {
                seqs.put(session.id(), session.log().lastMessageSeq());
            }
        }
        return seqs.isEmpty() ? Map.of() : amendments.appliedTo(store.entriesAt(seqs), sessions);
    }
}
