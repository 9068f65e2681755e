package dev.helpline.chat.core.session;

import java.util.List;

/**
 * Some of a customer's sessions, the youngest first.
 *
 * @param sessions this page
 * @param total how many there are in all
 */
public record SessionPage(List<SessionSummary> sessions, long total) {
    /** Copies the list. */
    public SessionPage {
        sessions = List.copyOf(sessions);
    }
}
