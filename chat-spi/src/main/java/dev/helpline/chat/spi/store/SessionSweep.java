package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.List;

/**
 * Finds the sessions whose silence may have lasted too long, those whose service levels were breached, and those that are offered to agents.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface SessionSweep {
    /**
     * Returns the sessions that the query is for, ordered by the instant since which they are {@linkplain Session#silentSince()
     * silent} and by id, at most {@code limit}.
     */
    List<Session> quietSessions(QuietQuery query, int limit);

    /**
     * Returns the sessions in {@code state} that are silent since before {@code before}, except those that are {@linkplain
     * Session#offline() messages left behind} and those whose customer's cursor was seen at {@code before} or later; in the order of {@link #quietSessions}, at most {@code limit}.
     */
    List<Session> unseenSessions(SessionState state, Instant before, int limit);

    /**
     * Returns the sessions of which the time of a {@linkplain Session#slaDueAt() service level} is up at {@code at}, ordered by when it was
     * up and by id, at most {@code limit}.
     */
    List<Session> overdueSessions(Instant at, int limit);

    /** Returns the sessions that are {@linkplain Session#offer() offered} to an agent, ordered by when the offer ends and by id, at most {@code limit}. */
    List<Session> offeredSessions(int limit);
}
