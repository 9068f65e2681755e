package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.store.OpenSessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the open sessions, in the order asked for.
 *
 * @param sessions this page
 * @param total how many the query asks for in all
 * @param totalActive how many sessions are open, whatever the query
 * @param waiting how many of those wait for an agent
 * @param next the key to read on from; null if these were the last
 */
public record OpenSessionPage(
        List<SessionSummary> sessions,
        long total,
        long totalActive,
        long waiting,
        @Nullable OpenSessionKey next) {
    /** Copies the list. */
    public OpenSessionPage {
        sessions = List.copyOf(sessions);
    }
}
