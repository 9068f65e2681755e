package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.queue.QueueBoard;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sessions as they stand in lists, with the newest message of each: one read for all of them. Thread-safe. */
public final class Summaries {
    private final SessionStore store;
    private final QueueBoard queue;

    /** Summaries with places from this board. */
    public Summaries(SessionStore store, QueueBoard queue) {
        this.store = store;
        this.queue = queue;
    }

    /** One summary per session, in their order. */
    public List<SessionSummary> of(List<Session> sessions) {
        Map<SessionId, Long> seqs = new HashMap<>();
        for (Session session : sessions) {
            if (session.log().lastMessageSeq() > 0) {
                seqs.put(session.id(), session.log().lastMessageSeq());
            }
        }
        Map<SessionId, Entry> newest = seqs.isEmpty() ? Map.of() : store.entriesAt(seqs);
        return sessions.stream()
                .map(session -> new SessionSummary(queue.viewNow(session), newest.get(session.id())))
                .toList();
    }
}
