package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.store.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a customer's sessions, the youngest first.
 *
 * @param sessions this page
 * @param total how many there are in all
 * @param next the key to read on from; null if these were the last
 */
public record SessionPage(
        List<SessionSummary> sessions, long total, @Nullable SessionKey next) {
    /** Copies the list. */
    public SessionPage {
        sessions = List.copyOf(sessions);
    }
}
