package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;

/**
 * A session with its history and the customer's other sessions, without its messages.
 *
 * @param view the session
 * @param pastSessions the customer's other sessions, the youngest first, at most 20
 * @param timeline the events of the session, the oldest first, at most the last 200
 */
public record SessionDetail(SessionView view, List<Session> pastSessions, List<Entry> timeline) {
    /** Copies the lists. */
    public SessionDetail {
        Objects.requireNonNull(view, "view");
        pastSessions = List.copyOf(pastSessions);
        timeline = List.copyOf(timeline);
    }
}
