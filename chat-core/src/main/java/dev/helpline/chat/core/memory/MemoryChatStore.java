package dev.helpline.chat.core.memory;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.OnlineInterval;
import dev.helpline.chat.spi.facts.SessionFacts;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.inbox.InboxCounts;
import dev.helpline.chat.spi.inbox.InboxStore;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.privacy.EraseResult;
import dev.helpline.chat.spi.privacy.ErasureReport;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.store.FigureStore;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionTotals;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.store.SessionTail;
import dev.helpline.chat.spi.store.TextLimits;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.store.WorkloadStore;
import dev.helpline.chat.spi.time.TimeWindow;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in memory and forgets it with the process. Nothing is ever evicted, so it suits tests,
 * demonstrations and short-lived processes.
 *
 * <p>Thread-safe. Commits to different sessions do not wait for each other, except for the moment in which slots change
 * hands; reads of one session cost a look into a map.
 */
public final class MemoryChatStore
        implements ChatStore, OutboxStore, FactStore, FigureStore, WorkloadStore, PrivacyStore, InboxStore {
    private static final Comparator<SessionKey> YOUNGEST_FIRST =
            Comparator.comparing(SessionKey::createdAt).reversed().thenComparing(SessionKey::id);

    private final Map<SessionId, StoredSession> sessions = new ConcurrentHashMap<>();
    private final Map<SessionId, StoredSession> open = new ConcurrentHashMap<>();
    private final Map<CustomerId, NavigableMap<SessionKey, StoredSession>> byCustomer = new ConcurrentHashMap<>();

    /** When sessions ended that had an agent, the latest first; a session that was reopened is left out when it is read. */
    private final NavigableMap<SessionKey, StoredSession> served = new ConcurrentSkipListMap<>(YOUNGEST_FIRST);

    private final Object creation = new Object();
    private final Slots slots = new Slots();
    private final MemoryAudit audit = new MemoryAudit();
    private final MemoryAgents agents = new MemoryAgents(audit);
    private final MemoryBlocks blocks = new MemoryBlocks(audit);
    private final MemoryCannedResponses cannedResponses = new MemoryCannedResponses(audit);
    private final MemoryDrafts drafts = new MemoryDrafts();
    private final ConcurrentMap<AgentId, AlertPreferences> alertPreferences = new ConcurrentHashMap<>();
    private final MemoryUploads uploads = new MemoryUploads();
    private final MemoryLeases leases = new MemoryLeases();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryHolds holds = new MemoryHolds(audit);
    private final Map<SessionId, ErasedSession> erased = new ConcurrentHashMap<>();
    private final MemoryInbox inbox = new MemoryInbox();
    private volatile boolean closed;

    /** An empty store. */
    public MemoryChatStore() {}

    @Override
    public Optional<Session> findSession(SessionId id) {
        return stored(id).map(StoredSession::session);
    }

    @Override
    public Optional<SessionTail> findTail(SessionId id, int limit) {
        return stored(id).map(stored -> stored.tail(limit));
    }

    @Override
    public Map<SessionId, Session> findSessions(Collection<SessionId> ids) {
        requireOpen();
        Map<SessionId, Session> found = new HashMap<>();
        for (SessionId id : ids) {
            findSession(id).ifPresent(session -> found.put(id, session));
        }
        return Map.copyOf(found);
    }

    @Override
    public Map<SessionId, Long> versions(Collection<SessionId> ids) {
        requireOpen();
        Map<SessionId, Long> versions = new HashMap<>();
        for (SessionId id : ids) {
            ErasedSession gone = erased.get(id);
            if (gone != null) {
                versions.put(id, gone.version());
            } else {
                findSession(id).ifPresent(session -> versions.put(id, session.version()));
            }
        }
        return Map.copyOf(versions);
    }

    @Override
    public Optional<Entry> findEntry(SessionId session, EntryId id) {
        return stored(session).flatMap(stored -> stored.find(id));
    }

    @Override
    public Map<EntryId, Entry> findEntries(SessionId session, Collection<EntryId> ids) {
        Map<EntryId, Entry> entries = new HashMap<>();
        stored(session)
                .ifPresent(stored -> ids.forEach(id -> stored.find(id).ifPresent(entry -> entries.put(id, entry))));
        return Map.copyOf(entries);
    }

    @Override
    public List<Entry> entriesAfter(SessionId session, long afterSeq, int limit) {
        return stored(session)
                .map(stored -> stored.entriesAfter(afterSeq, limit))
                .orElse(List.of());
    }

    @Override
    public List<Entry> entriesBefore(SessionId session, long beforeSeq, int limit) {
        return stored(session)
                .map(stored -> stored.entriesBefore(beforeSeq, limit))
                .orElse(List.of());
    }

    @Override
    public Map<SessionId, Entry> entriesAt(Map<SessionId, Long> seqs) {
        requireOpen();
        Map<SessionId, Entry> entries = new HashMap<>();
        seqs.forEach((id, seq) -> stored(id)
                .flatMap(stored -> stored.entriesAfter(seq - 1, 1).stream().findFirst())
                .filter(entry -> entry.seq() == seq)
                .ifPresent(entry -> entries.put(id, entry)));
        return Map.copyOf(entries);
    }

    @Override
    public List<Entry> newestAmendments(Map<SessionId, ? extends Collection<EntryId>> messages) {
        requireOpen();
        List<Entry> newest = new ArrayList<>();
        messages.forEach((id, ids) -> stored(id)
                .ifPresent(stored ->
                        ids.forEach(message -> stored.newestAmendment(message).ifPresent(newest::add))));
        return List.copyOf(newest);
    }

    @Override
    public Map<AttachmentId, Long> messagesWith(SessionId session, Collection<AttachmentId> attachments) {
        return stored(session).map(stored -> stored.messagesWith(attachments)).orElse(Map.of());
    }

    @Override
    public Map<SessionId, Long> countMessages(Map<SessionId, SeqRange> parts, Set<ParticipantType> authors) {
        requireOpen();
        Map<SessionId, Long> counts = new HashMap<>();
        parts.forEach((id, part) -> {
            long count = stored(id)
                    .map(stored -> stored.countMessages(part, authors))
                    .orElse(0L);
            if (count > 0) {
                counts.put(id, count);
            }
        });
        return Map.copyOf(counts);
    }

    @Override
    public List<Session> sessionsOf(SessionHistoryQuery query, @Nullable SessionKey olderThan, int skip, int limit) {
        NavigableMap<SessionKey, StoredSession> all = history(query.customer());
        return present((olderThan == null ? all : all.tailMap(olderThan, false)).values())
                .filter(matching(query))
                .skip(skip)
                .limit(limit)
                .toList();
    }

    @Override
    public long countSessionsOf(SessionHistoryQuery query) {
        return present(history(query.customer()).values())
                .filter(matching(query))
                .count();
    }

    private static Predicate<Session> matching(SessionHistoryQuery query) {
        return session -> query.externalRef() == null
                || query.externalRef().equals(session.topic().externalRef());
    }

    @Override
    public List<Session> endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit) {
        requireOpen();
        return present(sessions.values())
                .filter(EndedSessionFilter.matching(query))
                .filter(EndedSessionFilter.behind(after))
                .sorted(EndedSessionFilter.LAST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Session> openSessionsOf(CustomerId customer) {
        return holders(slots.of(customer))
                .filter(session -> session.state().isOpen())
                .sorted(OpenSessionFilter.OLDEST_FIRST)
                .toList();
    }

    @Override
    public List<Session> openSessionsOf(AgentId agent) {
        return holders(slots.of(agent))
                .filter(session -> agent.equals(session.slotHolder()))
                .sorted(OpenSessionFilter.OLDEST_FIRST)
                .toList();
    }

    @Override
    public Map<AgentId, Long> openSessionsPerAgent() {
        return open().map(Session::slotHolder).filter(Objects::nonNull).collect(groupingBy(agent -> agent, counting()));
    }

    @Override
    public List<Session> openSessions(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit) {
        return open().filter(OpenSessionFilter.matching(query))
                .filter(OpenSessionFilter.behind(query.order(), after))
                .sorted(OpenSessionFilter.order(query.order()))
                .skip(skip)
                .limit(limit)
                .toList();
    }

    @Override
    public long countOpenSessions(OpenSessionQuery query) {
        return open().filter(OpenSessionFilter.matching(query)).count();
    }

    @Override
    public OpenSessionCounts openSessionCounts() {
        return OpenSessionCounts.of(open().collect(groupingBy(Session::state, counting())));
    }

    @Override
    public OpenSessionTotals openSessionTotals(Instant now) {
        return OpenSessionTotals.of(open().toList(), now);
    }

    @Override
    public SortedMap<SessionId, Long> openSessionVersions(@Nullable SessionId after, int limit) {
        SortedMap<SessionId, Long> versions = new TreeMap<>();
        open().filter(session -> after == null || session.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Session::id))
                .limit(limit)
                .forEach(session -> versions.put(session.id(), session.version()));
        return versions;
    }

    @Override
    public List<WaitingSession> waitingSessions(int limit) {
        return open().filter(session -> session.state() == SessionState.WAITING)
                .sorted(OpenSessionFilter.order(OpenSessionQuery.Order.QUEUE))
                .limit(limit)
                .map(session -> WaitingSession.of(session.id(), session.department()))
                .toList();
    }

    @Override
    public List<Duration> recentServiceTimes(Instant since, int limit) {
        requireOpen();
        return served.entrySet().stream()
                .takeWhile(ended -> !ended.getKey().createdAt().isBefore(since))
                .filter(ended -> ended.getValue().session().timeline().reopenedAt() == null)
                .limit(limit)
                .map(ended -> Duration.between(
                        Objects.requireNonNull(
                                ended.getValue().session().timeline().firstAssignedAt()),
                        ended.getKey().createdAt()))
                .toList();
    }

    @Override
    public List<Session> quietSessions(QuietQuery query, int limit) {
        return quiet(query).limit(limit).toList();
    }

    @Override
    public List<Session> unseenSessions(SessionState state, Instant before, int limit) {
        return quiet(QuietQuery.builder(state, before).build())
                .filter(session -> !session.offline() && !seenByCustomer(session.id(), before))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Session> overdueSessions(Instant at, int limit) {
        requireOpen();
        record Overdue(Instant since, Session session) {}
        return open().flatMap(session -> Optional.ofNullable(session.slaDueAt())
                        .filter(due -> !due.isAfter(at))
                        .map(due -> new Overdue(due, session))
                        .stream())
                .sorted(Comparator.comparing(Overdue::since)
                        .thenComparing(overdue -> overdue.session().id()))
                .limit(limit)
                .map(Overdue::session)
                .toList();
    }

    @Override
    public List<Session> offeredSessions(int limit) {
        requireOpen();
        record Offered(Instant until, Session session) {}
        return open().flatMap(session ->
                        Optional.ofNullable(session.offer()).map(offer -> new Offered(offer.until(), session)).stream())
                .sorted(Comparator.comparing(Offered::until)
                        .thenComparing(offered -> offered.session().id()))
                .limit(limit)
                .map(Offered::session)
                .toList();
    }

    @Override
    public List<AuditRecord> auditAfter(AuditSubject subject, long afterNumber, int limit) {
        if (subject.kind() != AuditSubject.Kind.SESSION) {
            requireOpen();
            return audit.after(subject, afterNumber, limit);
        }
        return auditOf(new SessionId(subject.id()), afterNumber, limit);
    }

    private List<AuditRecord> auditOf(SessionId session, long afterNumber, int limit) {
        ErasedSession gone = erased.get(session);
        return gone == null
                ? stored(session)
                        .map(stored -> stored.auditAfter(afterNumber, limit))
                        .orElse(List.of())
                : gone.audit().stream()
                        .filter(record -> record.number() > afterNumber)
                        .limit(limit)
                        .toList();
    }

    @Override
    public AuditHead auditHead(AuditSubject subject) {
        if (subject.kind() != AuditSubject.Kind.SESSION) {
            requireOpen();
            return audit.head(subject);
        }
        ErasedSession gone = erased.get(new SessionId(subject.id()));
        if (gone != null) {
            return gone.head();
        }
        return findSession(new SessionId(subject.id()))
                .map(session -> new AuditHead(session.auditCount(), session.auditHash()))
                .orElse(AuditHead.NONE);
    }

    @Override
    public List<AuditSubject> auditSubjects(@Nullable AuditSubject after, int limit) {
        requireOpen();
        Stream<SessionId> ofSessions = Stream.concat(sessions.keySet().stream(), erased.keySet().stream());
        return Stream.concat(audit.subjects().stream(), ofSessions.map(AuditSubject::of))
                .distinct()
                .filter(subject -> after == null || subject.compareTo(after) > 0)
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditRecord> audit(AuditQuery query, @Nullable AuditKey after, int limit) {
        requireOpen();
        CustomerId customer = query.customer();
        Stream<AuditRecord> ofSessions = sessions.values().stream()
                .filter(stored ->
                        customer == null || stored.session().customer().id().equals(customer))
                .flatMap(stored -> stored.auditAfter(0, Integer.MAX_VALUE).stream());
        Stream<AuditRecord> ofOthers = customer == null
                ? Stream.concat(audit.all().stream(), erased.values().stream().flatMap(gone -> gone.audit().stream()))
                : audit.all().stream().filter(record -> concerns(record.subject(), customer));
        return MemoryAudit.page(Stream.concat(ofSessions, ofOthers), query, after, limit);
    }

    private boolean concerns(AuditSubject subject, CustomerId customer) {
        return switch (subject.kind()) {
            case CUSTOMER, CUSTOMER_HOLD -> subject.id().equals(customer.value());
            case SESSION_HOLD ->
                stored(new SessionId(subject.id()))
                        .filter(stored -> stored.session().customer().id().equals(customer))
                        .isPresent();
            case SESSION, AGENT, CANNED_RESPONSE, ADDRESS -> false;
        };
    }

    @Override
    public CommitResult commit(SessionCommit commit) {
        requireOpen();
        Optional<String> violation = TextLimits.violation(commit);
        if (violation.isPresent()) {
            return new CommitResult.Rejected(violation.get());
        }
        SessionId id = commit.next().id();
        StoredSession known = sessions.get(id);
        if (known == null && !commit.creates()) {
            return new CommitResult.Conflict(erasedVersion(id));
        }
        CommitResult result = known == null ? create(commit) : known.commit(commit, slots, outbox, drafts);
        if (result instanceof CommitResult.Committed) {
            Session base = commit.base();
            if (base != null && commit.changesCustomer()) {
                forget(base);
            }
            index(id);
        }
        return result;
    }

    /** One thread at a time, so that no reader sees a session whose first commit is refused. */
    private CommitResult create(SessionCommit commit) {
        synchronized (creation) {
            long erasedVersion = erasedVersion(commit.next().id());
            if (erasedVersion > 0) {
                return new CommitResult.Conflict(erasedVersion);
            }
            StoredSession known = sessions.get(commit.next().id());
            StoredSession stored = known == null ? new StoredSession() : known;
            CommitResult result = stored.commit(commit, slots, outbox, drafts);
            if (known == null && stored.exists()) {
                sessions.put(commit.next().id(), stored);
            }
            return result;
        }
    }

    private long erasedVersion(SessionId id) {
        ErasedSession gone = erased.get(id);
        return gone == null ? 0 : gone.version();
    }

    /** Takes a session out of the history of the guest who had it. */
    private void forget(Session base) {
        NavigableMap<SessionKey, StoredSession> history =
                byCustomer.get(base.customer().id());
        if (history != null) {
            history.remove(SessionKey.of(base));
        }
    }

    /** Updates the indexes to what is stored now; the last of several threads leaves them right. */
    private void index(SessionId id) {
        StoredSession stored = sessions.get(id);
        if (stored == null) {
            return; // erased since the commit
        }
        synchronized (stored) {
            if (stored.isErased()) {
                return;
            }
            Session session = stored.session();
            byCustomer
                    .computeIfAbsent(session.customer().id(), unused -> new ConcurrentSkipListMap<>(YOUNGEST_FIRST))
                    .put(SessionKey.of(session), stored);
            if (session.state().isOpen()) {
                open.put(id, stored);
            } else {
                open.remove(id);
            }
            Ending ending = session.ending();
            if (ending != null && session.timeline().firstAssignedAt() != null) {
                served.put(new SessionKey(ending.at(), id), stored);
            }
        }
    }

    @Override
    public List<CommitResult> commitAll(List<SessionCommit> commits) {
        requireOpen();
        SessionCommit.requireOnePerSession(commits);
        return commits.stream().map(this::commit).toList();
    }

    @Override
    public List<ReaderCursor> cursorsOf(SessionId session) {
        return stored(session).map(StoredSession::cursors).orElse(List.of());
    }

    @Override
    public List<ReaderCursor> cursorsOfAll(Collection<SessionId> sessions) {
        return sessions.stream().flatMap(id -> cursorsOf(id).stream()).toList();
    }

    @Override
    public void mergeCursors(Collection<ReaderCursor> cursors) {
        requireOpen();
        for (ReaderCursor cursor : cursors) {
            stored(cursor.session()).ifPresent(stored -> stored.merge(cursor));
        }
    }

    @Override
    public Optional<Agent> findAgent(AgentId id) {
        requireOpen();
        return agents.find(id);
    }

    @Override
    public Agent enroll(Agent agent) {
        requireOpen();
        TextLimits.check(agent);
        return agents.enroll(agent);
    }

    @Override
    public boolean saveAgent(Agent agent, AuditRecord change) {
        requireOpen();
        agent.requireChangedBy(change);
        TextLimits.check(agent);
        TextLimits.check(change);
        return agents.save(agent, change);
    }

    @Override
    public void choosePresence(AgentId agent, Presence presence, Instant seenAt) {
        requireOpen();
        agents.choosePresence(agent, presence, seenAt);
    }

    @Override
    public void agentsSeen(Map<AgentId, Instant> seenAt) {
        requireOpen();
        seenAt.forEach(agents::seen);
    }

    @Override
    public List<Agent> firstAgents(int limit) {
        requireOpen();
        return agents.first(limit);
    }

    @Override
    public int countAgentsSeenSince(Instant since) {
        requireOpen();
        return agents.countSeenSince(since);
    }

    @Override
    public boolean appendBlockChange(BlockChange change, AuditRecord record) {
        requireOpen();
        record.requireAbout(change.subject().auditSubject());
        TextLimits.check(change);
        TextLimits.check(record);
        return blocks.append(change, record);
    }

    @Override
    public List<BlockChange> blockChangesOf(BlockSubject subject, long afterNumber, int limit) {
        requireOpen();
        return blocks.of(subject, afterNumber, limit);
    }

    @Override
    public List<BlockChange> blockChangesSince(Instant since, int skip, int limit) {
        requireOpen();
        return blocks.since(since, skip, limit);
    }

    @Override
    public Optional<CannedResponse> findCannedResponse(CannedResponseId id) {
        requireOpen();
        return cannedResponses.find(id);
    }

    @Override
    public List<CannedResponse> cannedResponsesFor(AgentId agent, int limit) {
        requireOpen();
        return cannedResponses.of(agent, limit);
    }

    @Override
    public SaveResult saveCannedResponse(CannedResponse response, AuditRecord change) {
        requireOpen();
        change.requireAbout(AuditSubject.of(response.id()));
        TextLimits.check(response);
        TextLimits.check(change);
        return cannedResponses.save(response, change);
    }

    @Override
    public boolean deleteCannedResponse(CannedResponseId id, AuditRecord change) {
        requireOpen();
        change.requireAbout(AuditSubject.of(id));
        TextLimits.check(change);
        return cannedResponses.delete(id, change);
    }

    @Override
    public void countCannedResponseUse(CannedResponseId id) {
        requireOpen();
        cannedResponses.countUse(id);
    }

    @Override
    public Map<AgentId, AlertPreferences> alertPreferences(Set<AgentId> agents) {
        requireOpen();
        Map<AgentId, AlertPreferences> found = new HashMap<>(alertPreferences);
        found.keySet().retainAll(agents);
        return Map.copyOf(found);
    }

    @Override
    public void saveAlertPreferences(AgentId agent, AlertPreferences preferences) {
        requireOpen();
        alertPreferences.put(agent, preferences);
    }

    @Override
    public Optional<Draft> findDraft(SessionId session, AgentId agent) {
        requireOpen();
        return drafts.find(session, agent);
    }

    @Override
    public boolean saveDraft(Draft draft, @Nullable String replaced) {
        requireOpen();
        TextLimits.check(draft);
        return drafts.save(draft, replaced);
    }

    @Override
    public boolean deleteDraft(SessionId session, AgentId agent, String revision) {
        requireOpen();
        return drafts.delete(session, agent, revision);
    }

    @Override
    public boolean takeLease(String lease, String owner, Instant now, Instant until) {
        requireOpen();
        TextLimits.checkLease(lease, owner);
        return leases.take(lease, owner, now, until);
    }

    @Override
    public void releaseLease(String lease, String owner) {
        requireOpen();
        leases.release(lease, owner);
    }

    @Override
    public List<SessionId> sessionsDue(String listener, Instant now, int limit) {
        requireOpen();
        return outbox.sessionsDue(listener, now, limit);
    }

    @Override
    public List<Delivery> deliveries(String listener, SessionId session, int limit) {
        requireOpen();
        return outbox.deliveries(listener, session, limit);
    }

    @Override
    public void delivered(String listener, SessionId session, long seq) {
        requireOpen();
        outbox.delivered(listener, session, seq);
    }

    @Override
    public void failed(Delivery failed) {
        requireOpen();
        outbox.failed(failed);
    }

    @Override
    public List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit) {
        requireOpen();
        return outbox.undelivered(listener, after, limit);
    }

    @Override
    public List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit) {
        requireOpen();
        return outbox.deadLetters(listener, after, limit);
    }

    @Override
    public boolean retry(Delivery deadLetter, Instant now) {
        requireOpen();
        return outbox.retry(deadLetter, now);
    }

    @Override
    public boolean discard(Delivery deadLetter) {
        requireOpen();
        return outbox.discard(deadLetter);
    }

    @Override
    public OutboxCounts outboxCounts(String listener) {
        requireOpen();
        return outbox.counts(listener);
    }

    @Override
    public void addCommand(InboxCommand command) {
        requireOpen();
        inbox.add(command);
    }

    @Override
    public List<SessionId> sessionsWithCommands(Instant now, int limit) {
        requireOpen();
        return inbox.sessions(now, limit);
    }

    @Override
    public List<InboxCommand> commandsOf(SessionId session, int limit) {
        requireOpen();
        return inbox.of(session, limit);
    }

    @Override
    public void commandDone(InboxCommand command) {
        requireOpen();
        inbox.done(command);
    }

    @Override
    public void commandFailed(InboxCommand failed) {
        requireOpen();
        inbox.failed(failed);
    }

    @Override
    public List<InboxCommand> refusedCommands(long after, int limit) {
        requireOpen();
        return inbox.refused(after, limit);
    }

    @Override
    public boolean retryCommand(InboxCommand refused, Instant now) {
        requireOpen();
        return inbox.retry(refused, now);
    }

    @Override
    public boolean discardCommand(InboxCommand refused) {
        requireOpen();
        return inbox.discard(refused);
    }

    @Override
    public InboxCounts inboxCounts() {
        requireOpen();
        return inbox.counts();
    }

    @Override
    public Optional<Upload> findUpload(SessionId session, AttachmentId id) {
        requireOpen();
        return uploads.find(session, id);
    }

    @Override
    public Map<AttachmentId, Upload> findUploads(SessionId session, Collection<AttachmentId> ids) {
        requireOpen();
        Map<AttachmentId, Upload> found = new HashMap<>();
        ids.forEach(id -> uploads.find(session, id).ifPresent(upload -> found.put(id, upload)));
        return Map.copyOf(found);
    }

    @Override
    public Upload addUpload(Upload upload) {
        requireOpen();
        TextLimits.check(upload);
        return uploads.add(upload);
    }

    @Override
    public boolean completeUpload(Upload complete) {
        requireOpen();
        TextLimits.check(complete);
        return uploads.complete(complete);
    }

    @Override
    public void keepUpload(SessionId session, AttachmentId id) {
        requireOpen();
        uploads.keep(session, id);
    }

    @Override
    public void deleteUpload(SessionId session, AttachmentId id) {
        requireOpen();
        uploads.delete(session, id);
    }

    @Override
    public long uploadedBytes(SessionId session) {
        requireOpen();
        return uploads.bytes(upload -> upload.session().equals(session));
    }

    @Override
    public long uploadedBytes(ParticipantType ownerType, String owner) {
        requireOpen();
        return uploads.bytes(
                upload -> upload.ownerType() == ownerType && upload.owner().equals(owner));
    }

    @Override
    public List<Upload> dueUploads(Instant before, int limit) {
        requireOpen();
        return uploads.due(before, limit);
    }

    @Override
    public Set<BlobId> blobsOfUploads(Collection<BlobId> blobs) {
        requireOpen();
        return uploads.known(blobs);
    }

    @Override
    public EraseResult eraseSession(SessionId session, AuditRecord record, Set<String> listeners) {
        requireOpen();
        record.requireAbout(AuditSubject.of(session));
        TextLimits.check(record);
        return holds.meanwhile(() -> erase(session, record, listeners));
    }

    private EraseResult erase(SessionId id, AuditRecord record, Set<String> listeners) {
        StoredSession stored = sessions.get(id);
        if (stored == null) {
            return EraseResult.ABSENT;
        }
        synchronized (stored) {
            Session session = stored.session();
            if (holds.protects(id, session)) {
                return EraseResult.HELD;
            }
            ErasedSession gone = stored.erase(record).orElse(null);
            if (gone == null) {
                return EraseResult.CONFLICT;
            }
            erased.put(id, gone);
            sessions.remove(id);
            open.remove(id);
            forget(session);
            served.values().removeIf(stored::equals);
            slots.release(session);
            ErasureReport besides = ErasureReport.builder()
                    .files(uploads.clear(id))
                    .events(outbox.erase(id))
                    .drafts(drafts.erase(id))
                    .commands(inbox.erase(id))
                    .auditRecords(audit.pseudonymise(HoldSubject.of(id).auditSubject()))
                    .build();
            outbox.addErasure(id, listeners, record.at());
            return new EraseResult.Erased(gone.report().plus(besides));
        }
    }

    @Override
    public EraseResult eraseCustomer(CustomerId customer) {
        requireOpen();
        return holds.meanwhile(() -> holds.find(HoldSubject.of(customer)).isPresent()
                ? EraseResult.HELD
                : new EraseResult.Erased(blocks.erase(BlockSubject.customer(customer))
                        .plus(ErasureReport.builder()
                                .auditRecords(
                                        audit.delete(HoldSubject.of(customer).auditSubject()))
                                .build())));
    }

    @Override
    public List<Upload> uploadsOf(SessionId session, int limit) {
        requireOpen();
        return uploads.of(session, limit);
    }

    @Override
    public List<SessionId> sessionsBefore(SessionState state, Instant before, int limit) {
        requireOpen();
        record Old(Instant since, SessionId id) {}
        return present(sessions.values())
                .filter(session -> session.state() == state && !holds.protects(session.id(), session))
                .map(session -> new Old(
                        session.ending() == null
                                ? session.timeline().lastEntryAt()
                                : session.ending().at(),
                        session.id()))
                .filter(old -> old.since().isBefore(before))
                .sorted(Comparator.comparing(Old::since).thenComparing(Old::id))
                .limit(limit)
                .map(Old::id)
                .toList();
    }

    @Override
    public Optional<LegalHold> placeHold(LegalHold hold, AuditRecord record) {
        requireOpen();
        record.requireAbout(hold.subject().auditSubject());
        TextLimits.check(record);
        return holds.place(hold, record);
    }

    @Override
    public boolean releaseHold(HoldSubject subject, AuditRecord record) {
        requireOpen();
        record.requireAbout(subject.auditSubject());
        TextLimits.check(record);
        return holds.release(subject, record);
    }

    @Override
    public Optional<LegalHold> findHold(HoldSubject subject) {
        requireOpen();
        return holds.find(subject);
    }

    @Override
    public List<LegalHold> holds(@Nullable HoldSubject after, int limit) {
        requireOpen();
        return holds.list(after, limit);
    }

    @Override
    public FactRows factRows(SessionId session) {
        return stored(session).map(StoredSession::factRows).orElse(FactRows.NONE);
    }

    @Override
    public boolean replaceFacts(Session read, SessionFacts facts, FactRows rows) {
        return stored(read.id())
                .map(stored -> stored.replaceFacts(read, facts, rows))
                .orElse(false);
    }

    @Override
    public List<SessionId> sessionsByFacts(@Nullable Integer factsVersion, @Nullable SessionId after, int limit) {
        requireOpen();
        return present(sessions.values())
                .filter(session -> factsVersion == null || session.facts().version() == factsVersion)
                .map(Session::id)
                .filter(id -> after == null || id.compareTo(after) > 0)
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public List<FigureGroup> figureGroups(FigureQuery query) {
        requireOpen();
        return MemoryFigures.groups(sessions.values(), query);
    }

    @Override
    public List<FigureSample> figureSamples(FigureQuery query, @Nullable FigureSample after, int limit) {
        requireOpen();
        return MemoryFigures.samples(sessions.values(), query, after, limit);
    }

    @Override
    public List<AgentWorkload> workload(TimeWindow window) {
        requireOpen();
        List<AgentStint> stints = sessions.values().stream()
                .flatMap(stored -> stored.stints().stream())
                .toList();
        List<OnlineInterval> online = agents.online();
        return Stream.concat(
                        stints.stream().map(AgentStint::agent), online.stream().map(OnlineInterval::agent))
                .distinct()
                .sorted()
                .map(agent -> AgentWorkload.of(agent, stints, online, window))
                .filter(workload -> !workload.isZero())
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
    }

    private Optional<StoredSession> stored(SessionId id) {
        requireOpen();
        return Optional.ofNullable(sessions.get(id));
    }

    private NavigableMap<SessionKey, StoredSession> history(CustomerId customer) {
        requireOpen();
        NavigableMap<SessionKey, StoredSession> history = byCustomer.get(customer);
        return history == null ? new ConcurrentSkipListMap<>(YOUNGEST_FIRST) : history;
    }

    private Stream<Session> open() {
        requireOpen();
        return present(open.values()).filter(session -> session.state().isOpen());
    }

    private Stream<Session> holders(List<SessionId> ids) {
        requireOpen();
        return ids.stream().flatMap(id -> findSession(id).stream());
    }

    private static Stream<Session> present(Collection<StoredSession> stored) {
        return stored.stream().map(StoredSession::session);
    }

    private Stream<Session> quiet(QuietQuery query) {
        return (query.state().isOpen() ? open() : present(sessions.values()))
                .filter(query::matches)
                .sorted(Comparator.comparing(Session::silentSince).thenComparing(Session::id));
    }

    private boolean seenByCustomer(SessionId id, Instant since) {
        ReaderCursor cursor =
                stored(id).map(stored -> stored.cursor(Reader.CUSTOMER)).orElse(null);
        return cursor != null && !cursor.seenAt().isBefore(since);
    }
}
