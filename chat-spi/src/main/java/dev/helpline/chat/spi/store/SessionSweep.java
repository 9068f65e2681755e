package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;

/**
 * Finds the sessions that may end for inactivity.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface SessionSweep {
    /**
     * Returns the sessions in {@code state} whose newest entry is older than {@code before}, ordered by the time of that
     * entry, at most {@code limit}.
     */
    List<Session> quietSessions(SessionState state, Instant before, int limit);

    /**
     * Returns the sessions that {@link #quietSessions} would return without a limit, except those whose customer's cursor
     * was seen at {@code before} or later; in the same order, at most {@code limit}.
     */
    List<Session> unseenSessions(SessionState state, Instant before, int limit);
}
