package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells which sessions wait for an agent, and how long agents served others.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface WaitingQueue {
    /** Returns the waiting sessions in the order of {@link OpenSessionQuery.Order#QUEUE}, at most {@code limit}. */
    List<WaitingSession> waitingSessions(int limit);

    /**
     * Returns how long sessions were served: from their first agent to their end. Includes the sessions that ended at {@code since} or
     * later, had an agent and were never reopened; the most recent end first, at most {@code limit}.
     */
    List<Duration> recentServiceTimes(Instant since, int limit);
}
