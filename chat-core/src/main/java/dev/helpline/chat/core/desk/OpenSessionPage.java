package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.store.OpenSessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the open sessions, in the order of the query.
 *
 * @param sessions the sessions of this page
 * @param total how many open sessions match the query
 * @param totalActive how many sessions are open, whatever the query
 * @param waiting how many of those wait for an agent
 * @param next the key of the next page; null if this is the last
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
