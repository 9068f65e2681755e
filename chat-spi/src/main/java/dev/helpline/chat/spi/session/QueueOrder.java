package dev.helpline.chat.spi.session;

import java.time.Instant;
import java.util.Comparator;

/**
 * The order in which waiting sessions are served: by priority, with ageing, then by age. Each priority gives a session a {@linkplain
 * Priority#headStart() head start}: a session is served as if it had been created that much earlier. So an urgent session passes sessions that
 * have waited for less than an hour, but no session waits forever, however many urgent ones arrive.
 *
 * <p>The order of two sessions does not depend on the time at which they are compared. A session that waits is passed only by a session that
 * enters the queue or gets another priority, which an event in that session's log tells. Stores, the board and routing all use this order.
 */
public final class QueueOrder {
    /** Sessions that are served first come first; of two with the same rank, the one with the smaller id. */
    public static final Comparator<Session> FIRST_SERVED =
            Comparator.<Session, Instant>comparing(session -> rank(session)).thenComparing(Session::id);

    private QueueOrder() {}

    /** Returns the rank of a session: the earlier, the sooner it is served. */
    public static Instant rank(Session session) {
        return rank(session.priority(), session.timeline().createdAt());
    }

    /** Returns the rank of a session of this priority that was created at this instant. */
    public static Instant rank(Priority priority, Instant createdAt) {
        return createdAt.minus(priority.headStart());
    }
}
