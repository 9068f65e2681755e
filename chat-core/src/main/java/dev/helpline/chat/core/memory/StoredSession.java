package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.AgentResponse;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionTail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One session with its log, its audit chain and its readers' cursors.
 *
 * <p>Thread-safe. The session itself is one volatile reference; its log and its chain are guarded by this object's
 * monitor, which the commit holds as well, so that a reader of the session finds all its entries.
 */
final class StoredSession {
    private final ArrayList<Entry> log = new ArrayList<>();
    private final Map<EntryId, Long> seqs = new HashMap<>();

    /** The seqs of the newest amendments, by the message that they name. */
    private final Map<EntryId, Long> amendments = new HashMap<>();

    /** The seqs of the messages with these files. */
    private final Map<AttachmentId, Long> files = new HashMap<>();

    private final ArrayList<AuditRecord> audit = new ArrayList<>();
    private final ArrayList<AgentResponse> responses = new ArrayList<>();
    private final ArrayList<MessageCount> messageCounts = new ArrayList<>();
    private final ArrayList<AgentStint> stints = new ArrayList<>();
    private final Map<Reader, ReaderCursor> cursors = new ConcurrentHashMap<>();
    private volatile @Nullable Session session;

    /** The version after the erasure; 0 as long as the session was not erased. */
    private long erasedVersion;

    /** Whether the first commit was stored; the store shows this object to no reader before. */
    boolean exists() {
        return session != null;
    }

    Session session() {
        return Objects.requireNonNull(session, "session");
    }

    synchronized Optional<Entry> find(EntryId id) {
        return Optional.ofNullable(seqs.get(id)).map(seq -> log.get(Math.toIntExact(seq - 1)));
    }

    synchronized Optional<Entry> newestAmendment(EntryId message) {
        return Optional.ofNullable(amendments.get(message)).map(seq -> log.get(Math.toIntExact(seq - 1)));
    }

    synchronized Map<AttachmentId, Long> messagesWith(Collection<AttachmentId> attachments) {
        Map<AttachmentId, Long> found = new HashMap<>();
        for (AttachmentId attachment : attachments) {
            Long seq = files.get(attachment);
            if (seq != null) {
                found.put(attachment, seq);
            }
        }
        return Map.copyOf(found);
    }

    /** The log is dense, so the entry with seq n is at index n - 1. */
    synchronized List<Entry> entriesAfter(long seq, int limit) {
        int from = (int) Math.min(Math.max(seq, 0), log.size());
        return List.copyOf(log.subList(from, (int) Math.min((long) from + limit, log.size())));
    }

    synchronized List<Entry> entriesBefore(long seq, int limit) {
        int to = (int) Math.min(Math.max(seq - 1, 0), log.size());
        return List.copyOf(log.subList(Math.max(to - limit, 0), to));
    }

    synchronized SessionTail tail(int limit) {
        return new SessionTail(session(), entriesBefore(Long.MAX_VALUE, limit));
    }

    synchronized long countMessages(SeqRange part, Set<ParticipantType> authors) {
        int from = (int) Math.min(part.afterSeq(), log.size());
        return log.subList(from, (int) Math.min(part.upToSeq(), log.size())).stream()
                .filter(entry -> entry.isMessage() && entry.audience() == Audience.ALL)
                .filter(entry -> authors.contains(entry.author().type()))
                .count();
    }

    synchronized List<AuditRecord> auditAfter(long number, int limit) {
        int from = (int) Math.min(Math.max(number, 0), audit.size());
        return List.copyOf(audit.subList(from, (int) Math.min((long) from + limit, audit.size())));
    }

    /**
     * Judges the commit, and stores it if it may be stored. New slots are taken before readers see the session with them, and old
     * slots are freed after readers see it without them, so that no reader sees two sessions in one slot.
     */
    synchronized CommitResult commit(SessionCommit commit, Slots slots, MemoryOutbox outbox, MemoryDrafts drafts) {
        if (erasedVersion > 0) {
            return new CommitResult.Conflict(erasedVersion);
        }
        Map<EntryId, Long> taken = takenBy(commit);
        if (!taken.isEmpty()) {
            return new CommitResult.DuplicateEntry(taken);
        }
        Session before = session;
        long storedVersion = before == null ? 0 : before.version();
        if (storedVersion != commit.expectedVersion()) {
            return new CommitResult.Conflict(storedVersion);
        }
        if (commit.entries().get(0).seq() != log.size() + 1
                || commit.next().auditCount() != audit.size() + commit.audit().size()) {
            return new CommitResult.Rejected("the commit does not continue the log of session "
                    + commit.next().id());
        }
        if (!slots.tryTake(commit.next())) {
            return CommitResult.SLOT_TAKEN;
        }
        append(commit);
        session = commit.next();
        outbox.add(commit);
        drafts.deleteFinished(commit);
        slots.giveUp(before, commit.next());
        return CommitResult.COMMITTED;
    }

    private Map<EntryId, Long> takenBy(SessionCommit commit) {
        Map<EntryId, Long> taken = new HashMap<>();
        for (Entry entry : commit.entries()) {
            Long seq = seqs.get(entry.id());
            if (seq != null) {
                taken.put(entry.id(), seq);
            }
        }
        return taken;
    }

    private void append(SessionCommit commit) {
        for (Entry entry : commit.entries()) {
            log.add(entry);
            seqs.put(entry.id(), entry.seq());
            EntryId amended = entry.kind() == EntryKind.AMENDMENT ? entry.replyTo() : null;
            if (amended != null) {
                amendments.put(amended, entry.seq());
            }
            entry.attachments().forEach(file -> files.put(file.id(), entry.seq()));
        }
        audit.addAll(commit.audit());
        responses.addAll(commit.factRows().responses());
        messageCounts.addAll(commit.factRows().messageCounts());
        stints.addAll(commit.factRows().stints());
    }

    synchronized FactRows factRows() {
        return FactRows.of(responses, messageCounts).withStints(stints);
    }

    /** The stints that are complete and, last, the one that goes on. */
    synchronized List<AgentStint> stints() {
        List<AgentStint> all = new ArrayList<>(stints);
        AgentStint open = session().facts().stint();
        if (open != null && erasedVersion == 0) {
            all.add(open);
        }
        return all;
    }

    /** Replaces all facts if the session is the one that was read; its next version has them. */
    /** Reads the session and its rows as of one commit. */
    synchronized <T> T withFacts(BiFunction<Session, FactRows, T> read) {
        return read.apply(session(), factRows());
    }

    synchronized boolean replaceFacts(Session read, SessionFacts facts, FactRows rows) {
        Session stored = session();
        if (erasedVersion > 0 || stored.version() != read.version()) {
            return false;
        }
        responses.clear();
        responses.addAll(rows.responses());
        messageCounts.clear();
        messageCounts.addAll(rows.messageCounts());
        stints.clear();
        stints.addAll(rows.stints());
        session = stored.toBuilder().version(stored.version() + 1).facts(facts).build();
        return true;
    }

    synchronized boolean isErased() {
        return erasedVersion > 0;
    }

    /**
     * Forgets everything, and lets no further commit in. Returns what stays; empty if the record does not follow the chain, which changes
     * nothing.
     */
    synchronized Optional<ErasedSession> erase(AuditRecord record) {
        Session before = session();
        if (record.number() != audit.size() + 1) {
            return Optional.empty();
        }
        ErasureReport report = ErasureReport.builder()
                .sessions(1)
                .entries(log.size())
                .ratings(before.rating() == null ? 0 : 1)
                .cursors(cursors.size())
                .auditRecords(audit.size())
                .build();
        ErasedSession erased =
                new ErasedSession(before.version() + 1, ErasedSession.pseudonymised(audit, record), report);
        erasedVersion = erased.version();
        log.clear();
        seqs.clear();
        amendments.clear();
        files.clear();
        responses.clear();
        messageCounts.clear();
        stints.clear();
        cursors.clear();
        return Optional.of(erased);
    }

    List<ReaderCursor> cursors() {
        return cursors.values().stream()
                .sorted(Comparator.comparing(cursor -> cursor.reader().key()))
                .toList();
    }

    @Nullable
    ReaderCursor cursor(Reader reader) {
        return cursors.get(reader);
    }

    void merge(ReaderCursor cursor) {
        cursors.merge(cursor.reader(), cursor, ReaderCursor::merge);
    }
}
