package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists all the sessions of a customer, both open and ended.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface SessionHistory {
    /**
     * Returns the customer's sessions that match, the youngest first, in the order of {@link SessionKey}.
     *
     * @param olderThan the key after which the list begins; null to begin with the youngest
     * @param skip how many sessions to leave out at the beginning of the list, from 0
     */
    List<Session> sessionsOf(SessionHistoryQuery query, @Nullable SessionKey olderThan, int skip, int limit);

    /** Returns how many of the customer's sessions match. */
    long countSessionsOf(SessionHistoryQuery query);

    /** As {@link #sessionsOf(SessionHistoryQuery, SessionKey, int, int)}, for all sessions of the customer. */
    default List<Session> sessionsOf(CustomerId customer, @Nullable SessionKey olderThan, int skip, int limit) {
        return sessionsOf(SessionHistoryQuery.of(customer), olderThan, skip, limit);
    }

    /** Returns how many sessions the customer has. */
    default long countSessionsOf(CustomerId customer) {
        return countSessionsOf(SessionHistoryQuery.of(customer));
    }
}
