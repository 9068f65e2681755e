package dev.helpline.chat.core.internal.pages;

import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes summaries of sessions with the newest message and the unread messages of each. That takes three reads for all of them, and another
 * one if some have amendments. Thread-safe.
 */
public final class Summaries {
    private final SessionLog store;
    private final QueueBoard queue;
    private final Amendments amendments;
    private final UnreadCounts unread;

    /** Summaries with places from this board. */
    public Summaries(SessionLog store, QueueBoard queue, Amendments amendments, UnreadCounts unread) {
        this.store = store;
        this.queue = queue;
        this.amendments = amendments;
        this.unread = unread;
    }

    /** One summary per session, in their order; a message that the viewer may not see is not in them. */
    public List<SessionSummary> of(List<Session> sessions, Viewer viewer) {
        Map<SessionId, Long> seqs = new HashMap<>();
        for (Session session : sessions) {
            if (session.log().lastMessageSeq() > 0) {
                seqs.put(session.id(), session.log().lastMessageSeq());
            }
        }
        Map<SessionId, Entry> newest =
                seqs.isEmpty() ? Map.of() : amendments.appliedTo(store.entriesAt(seqs), sessions);
        Map<SessionId, Long> counts = unread.of(sessions, viewer.side());
        return sessions.stream()
                .map(session -> SessionSummary.builder(queue.viewNow(session).toBuilder()
                                .unreadCount(counts.getOrDefault(session.id(), 0L))
                                .build())
                        .lastMessage(visible(newest.get(session.id()), viewer))
                        .build())
                .toList();
    }

    /** The view with the messages that the viewer has not read. */
    public SessionView counted(SessionView view, Viewer viewer) {
        Session session = view.session();
        long count = unread.of(List.of(session), viewer.side()).getOrDefault(session.id(), 0L);
        return view.toBuilder().unreadCount(count).build();
    }

    private static @Nullable Entry visible(@Nullable Entry message, Viewer viewer) {
        return message != null && viewer.sees(message) ? message : null;
    }
}
