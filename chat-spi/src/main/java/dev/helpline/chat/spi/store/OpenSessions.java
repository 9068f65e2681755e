package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts the sessions that have not ended.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface OpenSessions {
    /**
     * Returns the open sessions that match the query, in the query's order.
     *
     * @param after the key after which the list begins; null to begin with the first session
     * @param skip how many sessions to leave out at the beginning of the list, from 0
     */
    List<Session> openSessions(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit);

    /** Returns how many open sessions match the query. */
    long countOpenSessions(OpenSessionQuery query);

    /** Returns how many sessions are in each open state. */
    OpenSessionCounts openSessionCounts();

    /**
     * Returns what all open sessions amount to.
     *
     * @param now until when waits count
     */
    @Experimental
    OpenSessionTotals openSessionTotals(Instant now);

    /**
     * Returns the stored versions of the open sessions whose ids come after {@code after} in the order of ids, the first
     * {@code limit} of them.
     *
     * @param after the largest key of the page before; null to begin with the smallest id
     */
    SortedMap<SessionId, Long> openSessionVersions(@Nullable SessionId after, int limit);

    /** Returns the customer's open sessions, the oldest first. */
    List<Session> openSessionsOf(CustomerId customer);

    /** Returns the open sessions that take a slot of the agent, assigned or offered, the oldest first. */
    List<Session> openSessionsOf(AgentId agent);

    /** Returns how many open sessions take a slot of each agent, assigned or offered; agents without any are left out. */
    Map<AgentId, Long> openSessionsPerAgent();
}
