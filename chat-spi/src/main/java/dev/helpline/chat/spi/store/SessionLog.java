package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads sessions by their ids, and the entries of their logs. {@link CommitStore} writes both.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface SessionLog {
    /** Returns the session with exactly this id. */
    Optional<Session> findSession(SessionId id);

    /**
     * Returns the session with exactly this id and its last {@code limit} entries, in one read. The engine takes sessions into memory
     * with it: after a restart, each client that comes back costs one such read.
     */
    Optional<SessionTail> findTail(SessionId id, int limit);

    /** Returns these sessions, at most 1000; ids of sessions that do not exist are left out. */
    Map<SessionId, Session> findSessions(Collection<SessionId> ids);

    /** Returns the stored versions of these sessions, at most 1000; ids of sessions that do not exist are left out. */
    Map<SessionId, Long> versions(Collection<SessionId> ids);

    /** Returns the entry of this session with exactly this id. */
    Optional<Entry> findEntry(SessionId session, EntryId id);

    /** Returns the entries of this session with exactly these ids, at most 1000; ids that no entry has are left out. */
    Map<EntryId, Entry> findEntries(SessionId session, Collection<EntryId> ids);

    /** Returns the entries with {@code seq > afterSeq}, ordered by seq, at most {@code limit}. */
    List<Entry> entriesAfter(SessionId session, long afterSeq, int limit);

    /** Returns the last {@code limit} entries with {@code seq < beforeSeq}, ordered by seq. */
    List<Entry> entriesBefore(SessionId session, long beforeSeq, int limit);

    /**
     * Returns one entry per session: the one with the given seq. At most 1000 sessions; those that do not exist, or have
     * no entry with that seq, are left out.
     */
    Map<SessionId, Entry> entriesAt(Map<SessionId, Long> seqs);

    /**
     * Returns the newest amendment of each of these messages that has one, in no particular order: the entry of kind AMENDMENT with the
     * greatest seq that names the message in {@code replyTo}.
     *
     * @param messages the ids of messages by their session, at most 1000 in all
     */
    List<Entry> newestAmendments(Map<SessionId, ? extends Collection<EntryId>> messages);

    /**
     * Returns, for each of these attachments that a message of the session has, the seq of that message.
     *
     * @param attachments at most 100
     */
    Map<AttachmentId, Long> messagesWith(SessionId session, Collection<AttachmentId> attachments);

    /**
     * Counts, in a part of each session's log, the messages that all may see and that a participant of one of these kinds wrote. At most
     * 1000 sessions; those without such a message are left out, as are those that do not exist.
     */
    Map<SessionId, Long> countMessages(Map<SessionId, SeqRange> parts, Set<ParticipantType> authors);
}
