package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells who waits for an agent, and how long others waited.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface WaitingQueue {
    /** Returns the waiting sessions in the order of {@link OpenSessionQuery.Order#QUEUE}, at most {@code limit}. */
    List<WaitingSession> waitingSessions(int limit);

    /**
     * Returns how long sessions waited from their creation to their first agent. Includes the sessions that were first
     * assigned at {@code since} or later, the most recent assignment first, at most {@code limit}.
     */
    List<Duration> recentWaits(Instant since, int limit);
}
