package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers sessions and their logs. It holds no rule of the conversation: the engine decides, the store remembers.
 *
 * <p>Any number of engines may use one store object, and others may write to the same database. A store does not have to
 * tell an engine what the others wrote: the engine looks for itself.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface SessionStore {
    /** The session with exactly this id. */
    Optional<Session> findSession(SessionId id);

    /** The stored versions of those of the sessions that exist; at most 1000 ids. */
    Map<SessionId, Long> versions(Collection<SessionId> ids);

    /** The entry of this session with exactly this id. */
    Optional<Entry> findEntry(SessionId session, EntryId id);

    /** The entries with {@code seq > afterSeq}, in the order of seq, at most {@code limit}. */
    List<Entry> entriesAfter(SessionId session, long afterSeq, int limit);

    /** The last {@code limit} entries with {@code seq < beforeSeq}, in the order of seq. */
    List<Entry> entriesBefore(SessionId session, long beforeSeq, int limit);

    /**
     * Of each session the entry with the seq given for it; sessions and seqs that do not exist are left out. At most
     * 1000.
     */
    Map<SessionId, Entry> entriesAt(Map<SessionId, Long> seqs);

    /**
     * The customer's sessions, the youngest first, by {@link SessionKey}.
     *
     * @param olderThan only those after this key in that order; null for all
     * @param skip how many of those to leave out, from 0
     */
    List<Session> sessionsOf(CustomerId customer, @Nullable SessionKey olderThan, int skip, int limit);

    /** How many sessions the customer has, ended ones included. */
    long countSessionsOf(CustomerId customer);

    /** The customer's open sessions, the oldest first. */
    List<Session> openSessionsOf(CustomerId customer);

    /** The open sessions the agent has, the oldest first. */
    List<Session> openSessionsOf(AgentId agent);

    /** How many open sessions each agent has; agents who have none are left out. */
    Map<AgentId, Long> openSessionsPerAgent();

    /**
     * The open sessions a query asks for.
     *
     * @param after only those after this key in the query's order; null for all
     * @param skip how many of them to leave out, from 0
     */
    List<Session> openSessions(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit);

    /** How many open sessions a query asks for. */
    long countOpenSessions(OpenSessionQuery query);

    /** How many sessions are in each open state. */
    OpenSessionCounts openSessionCounts();

    /** The waiting sessions in the order of {@link OpenSessionQuery.Order#QUEUE}, at most {@code limit}. */
    List<SessionId> waitingSessions(int limit);

    /**
     * How long sessions waited from their creation to their first agent, those first assigned last coming first, of
     * sessions first assigned at {@code since} or later; at most {@code limit}.
     */
    List<Duration> recentWaits(Instant since, int limit);

    /** Sessions in {@code state} whose newest entry is older than {@code before}, the quietest first. */
    List<Session> quietSessions(SessionState state, Instant before, int limit);

    /**
     * Of the sessions that {@link #quietSessions} would answer, those whose customer's cursor was not seen at
     * {@code before} or later either.
     */
    List<Session> unseenSessions(SessionState state, Instant before, int limit);

    /** The session's audit records with {@code number > afterNumber}, in the order of number, at most {@code limit}. */
    List<AuditRecord> auditAfter(SessionId session, long afterNumber, int limit);

    /**
     * Stores the commit as one unit if the stored version is the one it was made from, no other session holds a slot
     * it takes, and none of its entries' ids is taken in the session. Of several commits from one version exactly one
     * is stored.
     *
     * @throws StoreException if it is not known whether the commit was stored; giving the identical commit again
     *     settles it: {@link CommitResult.DuplicateEntry} with all its entries at their own seqs says that it was
     */
    CommitResult commit(SessionCommit commit);

    /**
     * Judges and stores several commits, each as if it came alone to {@link #commit}: one that is refused takes none of
     * the others with it. No two may be of one session.
     *
     * @return one result per commit, in their order
     * @throws IllegalArgumentException if two are of one session; then nothing was stored
     * @throws StoreException if it is not known of some of them whether they were stored
     */
    List<CommitResult> commitAll(List<SessionCommit> commits);
}
