package dev.helpline.chat.core.desk;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.store.EndedSessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of ended sessions, the one that ended last first.
 *
 * @param sessions the sessions of this page
 * @param next the key of the next page; null if this is the last
 */
@Experimental
public record EndedSessionPage(
        List<SessionSummary> sessions, @Nullable EndedSessionKey next) {
    /** Copies the list. */
    public EndedSessionPage {
        sessions = List.copyOf(sessions);
    }
}
