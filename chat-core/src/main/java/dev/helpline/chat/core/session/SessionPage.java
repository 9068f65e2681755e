package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.store.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a customer's sessions, the youngest first.
 *
 * @param sessions the sessions of this page
 * @param total how many sessions the customer has
 * @param next the key of the next page; null if this is the last
 */
public record SessionPage(
        List<SessionSummary> sessions, long total, @Nullable SessionKey next) {
    /** Copies the list. */
    public SessionPage {
        sessions = List.copyOf(sessions);
    }
}
