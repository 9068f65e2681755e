package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;

/**
 * All an agent may want to know about a session besides its messages.
 *
 * @param view the session
 * @param pastSessions the customer's other sessions, the youngest first, at most 20
 * @param timeline what happened to the session, the oldest first, at most the last 200 events
 */
public record SessionDetail(SessionView view, List<Session> pastSessions, List<Entry> timeline) {
    /** Copies the lists. */
    public SessionDetail {
        Objects.requireNonNull(view, "view");
        pastSessions = List.copyOf(pastSessions);
        timeline = List.copyOf(timeline);
    }
}
