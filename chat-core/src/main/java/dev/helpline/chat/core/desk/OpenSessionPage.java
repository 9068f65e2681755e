package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import java.util.List;

/**
 * Some of the open sessions, in the order asked for.
 *
 * @param sessions this page
 * @param total how many the query asks for in all
 * @param totalActive how many sessions are open, whatever the query
 * @param waiting how many of those wait for an agent
 */
public record OpenSessionPage(List<SessionSummary> sessions, long total, long totalActive, long waiting) {
    /** Copies the list. */
    public OpenSessionPage {
        sessions = List.copyOf(sessions);
    }
}
