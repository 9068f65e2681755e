package dev.helpline.chat.testkit.fault;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
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
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.facts.FactRows;
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
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.privacy.PrivacyStore;
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
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.store.WorkloadStore;
import dev.helpline.chat.spi.time.TimeWindow;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that wraps another store and fails on demand. Each call of {@code commit} or {@code commitAll} takes the
 * next step of a script; when the script is over, calls go through.
 *
 * <p>Thread-safe, if the wrapped store is.
 */
@Experimental
public final class FaultyStore
        implements ChatStore, OutboxStore, FactStore, FigureStore, WorkloadStore, PrivacyStore, InboxStore {
    private final List<ChatStore> stores = new CopyOnWriteArrayList<>();
    private volatile ChatStore store;
    private final Queue<Step> script = new ArrayDeque<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean readsFail;
    private volatile Runnable faster = () -> {};
    private volatile boolean otherWritesFail;
    private volatile @Nullable Gate held;
    private volatile @Nullable ChatStore replica;

    /** Wraps a store, without any faults yet. Closing this store closes {@code store}. */
    public FaultyStore(ChatStore store) {
        this.store = Objects.requireNonNull(store, "store");
        stores.add(store);
    }

    /** Adds steps to the script: the faults of the next calls that commit, in this order. */
    public FaultyStore next(Fault... faults) {
        synchronized (script) {
            Arrays.stream(faults).map(fault -> new Step(fault, null)).forEach(script::add);
        }
        return this;
    }

    /** Adds a step that holds the call until the gate is opened, and then lets it through. */
    public Gate holdNext() {
        return holdNext(Fault.NONE);
    }

    /** Adds a step that holds the call until the gate is opened, and then applies {@code fault} to it. */
    public Gate holdNext(Fault fault) {
        Gate gate = new Gate();
        synchronized (script) {
            script.add(new Step(fault, gate));
        }
        return gate;
    }

    /** Makes all calls but commits fail from now on, or lets them through again. */
    public FaultyStore readsFail(boolean fail) {
        readsFail = fail;
        return this;
    }

    /** Makes all writes but commits fail from now on, as they do in a read-only database, or lets them through again. */
    public FaultyStore otherWritesFail(boolean fail) {
        otherWritesFail = fail;
        return this;
    }

    /** Holds all calls but commits until the gate is opened. */
    public Gate holdReads() {
        Gate gate = new Gate();
        held = gate;
        return gate;
    }

    /**
     * Runs {@code other} from now on within each call that commits, before anything is stored, like another writer
     * that is faster. It must not commit through this store.
     */
    public FaultyStore overtakenBy(Runnable other) {
        faster = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Also stores in {@code copy} what is committed from now on, until the replica {@linkplain #lag lags}. Closing
     * this store closes the replica.
     *
     * @param copy a store with the same content as this one; both may be empty
     */
    public FaultyStore replicatedBy(ChatStore copy) {
        replica = copy;
        stores.add(copy);
        return this;
    }

    /** Stops replicating: the replica misses what is committed from now on. */
    public FaultyStore lag() {
        replica = null;
        return this;
    }

    /** Promotes the replica, even if it lags: all calls go to it from now on. */
    public FaultyStore failOver() {
        store = stores.get(stores.size() - 1);
        return lag();
    }

    /** Removes the remaining steps of the script. A call that is held stays held until its gate is opened. */
    public FaultyStore mend() {
        synchronized (script) {
            script.clear();
        }
        return this;
    }

    /** Returns the number of calls other than commits so far, including failed ones. */
    public long readsMade() {
        return reads.get();
    }

    /** Returns the number of remaining steps of the script. */
    public int stepsLeft() {
        synchronized (script) {
            return script.size();
        }
    }

    @Override
    public CommitResult commit(SessionCommit commit) {
        return through(List.of(commit), () -> replicated(List.of(commit), List.of(store.commit(commit))))
                .get(0);
    }

    @Override
    public List<CommitResult> commitAll(List<SessionCommit> commits) {
        return through(commits, () -> replicated(commits, store.commitAll(commits)));
    }

    private List<CommitResult> replicated(List<SessionCommit> commits, List<CommitResult> results) {
        ChatStore copy = replica;
        for (int i = 0; copy != null && i < commits.size(); i++) {
            if (results.get(i) instanceof CommitResult.Committed) {
                copy.commit(commits.get(i));
            }
        }
        return results;
    }

    private List<CommitResult> through(List<SessionCommit> commits, Supplier<List<CommitResult>> call) {
        Step step = nextStep();
        if (step.gate() != null) {
            step.gate().pass();
        }
        faster.run();
        return switch (step.fault()) {
            case NONE -> call.get();
            case NOT_STORED ->
                commits.stream()
                        .<CommitResult>map(
                                commit -> new CommitResult.NotStored(new IllegalStateException("scripted: not stored")))
                        .toList();
            case REJECTED ->
                commits.stream()
                        .<CommitResult>map(commit -> new CommitResult.Rejected("scripted: rejected"))
                        .toList();
            case UNKNOWN_NOT_STORED -> throw unknown(List.of());
            case UNKNOWN_STORED -> throw unknown(call.get());
            case UNKNOWN_HALF_STORED -> throw unknown(store.commitAll(commits.subList(0, commits.size() / 2)));
        };
    }

    private Step nextStep() {
        synchronized (script) {
            Step step = script.poll();
            return step == null ? Step.NOTHING : step;
        }
    }

    private static StoreException unknown(List<CommitResult> lostAnswers) {
        return new StoreException("scripted: not known whether it was stored; answers lost: " + lostAnswers.size());
    }

    private ChatStore reachable() {
        reads.incrementAndGet();
        Gate gate = held;
        if (gate != null) {
            gate.pass();
        }
        if (readsFail) {
            throw new StoreException("scripted: the store cannot be reached");
        }
        return store;
    }

    private ChatStore writable() {
        if (otherWritesFail) {
            throw new StoreException("scripted: the store takes no writes");
        }
        return reachable();
    }

    @Override
    public Optional<Session> findSession(SessionId id) {
        return reachable().findSession(id);
    }

    @Override
    public Optional<SessionTail> findTail(SessionId id, int limit) {
        return reachable().findTail(id, limit);
    }

    @Override
    public Map<SessionId, Session> findSessions(Collection<SessionId> ids) {
        return reachable().findSessions(ids);
    }

    @Override
    public Map<SessionId, Long> versions(Collection<SessionId> ids) {
        return reachable().versions(ids);
    }

    @Override
    public Optional<Entry> findEntry(SessionId session, EntryId id) {
        return reachable().findEntry(session, id);
    }

    @Override
    public Map<EntryId, Entry> findEntries(SessionId session, Collection<EntryId> ids) {
        return reachable().findEntries(session, ids);
    }

    @Override
    public List<Entry> entriesAfter(SessionId session, long afterSeq, int limit) {
        return reachable().entriesAfter(session, afterSeq, limit);
    }

    @Override
    public List<Entry> entriesBefore(SessionId session, long beforeSeq, int limit) {
        return reachable().entriesBefore(session, beforeSeq, limit);
    }

    @Override
    public Map<SessionId, Entry> entriesAt(Map<SessionId, Long> seqs) {
        return reachable().entriesAt(seqs);
    }

    @Override
    public List<Entry> newestAmendments(Map<SessionId, ? extends Collection<EntryId>> messages) {
        return reachable().newestAmendments(messages);
    }

    @Override
    public Map<AttachmentId, Long> messagesWith(SessionId session, Collection<AttachmentId> attachments) {
        return reachable().messagesWith(session, attachments);
    }

    @Override
    public Map<SessionId, Long> countMessages(Map<SessionId, SeqRange> parts, Set<ParticipantType> authors) {
        return reachable().countMessages(parts, authors);
    }

    @Override
    public List<Session> sessionsOf(SessionHistoryQuery query, @Nullable SessionKey olderThan, int skip, int limit) {
        return reachable().sessionsOf(query, olderThan, skip, limit);
    }

    @Override
    public long countSessionsOf(SessionHistoryQuery query) {
        return reachable().countSessionsOf(query);
    }

    @Override
    public List<Session> endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit) {
        return reachable().endedSessions(query, after, limit);
    }

    @Override
    public List<Session> openSessionsOf(CustomerId customer) {
        return reachable().openSessionsOf(customer);
    }

    @Override
    public List<Session> openSessionsOf(AgentId agent) {
        return reachable().openSessionsOf(agent);
    }

    @Override
    public Map<AgentId, Long> openSessionsPerAgent() {
        return reachable().openSessionsPerAgent();
    }

    @Override
    public List<Session> openSessions(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit) {
        return reachable().openSessions(query, after, skip, limit);
    }

    @Override
    public long countOpenSessions(OpenSessionQuery query) {
        return reachable().countOpenSessions(query);
    }

    @Override
    public OpenSessionCounts openSessionCounts() {
        return reachable().openSessionCounts();
    }

    @Override
    public OpenSessionTotals openSessionTotals(Instant now) {
        return reachable().openSessionTotals(now);
    }

    @Override
    public SortedMap<SessionId, Long> openSessionVersions(@Nullable SessionId after, int limit) {
        return reachable().openSessionVersions(after, limit);
    }

    @Override
    public List<WaitingSession> waitingSessions(int limit) {
        return reachable().waitingSessions(limit);
    }

    @Override
    public List<Duration> recentServiceTimes(Instant since, int limit) {
        return reachable().recentServiceTimes(since, limit);
    }

    @Override
    public List<Session> quietSessions(QuietQuery query, int limit) {
        return reachable().quietSessions(query, limit);
    }

    @Override
    public List<Session> unseenSessions(SessionState state, Instant before, int limit) {
        return reachable().unseenSessions(state, before, limit);
    }

    @Override
    public List<Session> overdueSessions(Instant at, int limit) {
        return reachable().overdueSessions(at, limit);
    }

    @Override
    public List<Session> offeredSessions(int limit) {
        return reachable().offeredSessions(limit);
    }

    @Override
    public List<AuditRecord> auditAfter(AuditSubject subject, long afterNumber, int limit) {
        return reachable().auditAfter(subject, afterNumber, limit);
    }

    @Override
    public AuditHead auditHead(AuditSubject subject) {
        return reachable().auditHead(subject);
    }

    @Override
    public List<AuditSubject> auditSubjects(@Nullable AuditSubject after, int limit) {
        return reachable().auditSubjects(after, limit);
    }

    @Override
    public List<AuditRecord> audit(AuditQuery query, @Nullable AuditKey after, int limit) {
        return reachable().audit(query, after, limit);
    }

    @Override
    public List<ReaderCursor> cursorsOf(SessionId session) {
        return reachable().cursorsOf(session);
    }

    @Override
    public List<ReaderCursor> cursorsOfAll(Collection<SessionId> sessions) {
        return reachable().cursorsOfAll(sessions);
    }

    @Override
    public void mergeCursors(Collection<ReaderCursor> cursors) {
        writable().mergeCursors(cursors);
    }

    @Override
    public boolean takeLease(String lease, String owner, Instant now, Instant until) {
        return writable().takeLease(lease, owner, now, until);
    }

    @Override
    public void releaseLease(String lease, String owner) {
        writable().releaseLease(lease, owner);
    }

    @Override
    public List<SessionId> sessionsDue(String listener, Instant now, int limit) {
        return outboxOf(reachable()).sessionsDue(listener, now, limit);
    }

    @Override
    public List<Delivery> deliveries(String listener, SessionId session, int limit) {
        return outboxOf(reachable()).deliveries(listener, session, limit);
    }

    @Override
    public void delivered(String listener, SessionId session, long seq) {
        outboxOf(writable()).delivered(listener, session, seq);
    }

    @Override
    public void failed(Delivery failed) {
        outboxOf(writable()).failed(failed);
    }

    @Override
    public List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit) {
        return outboxOf(reachable()).undelivered(listener, after, limit);
    }

    @Override
    public List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit) {
        return outboxOf(reachable()).deadLetters(listener, after, limit);
    }

    @Override
    public boolean retry(Delivery deadLetter, Instant now) {
        return outboxOf(writable()).retry(deadLetter, now);
    }

    @Override
    public boolean discard(Delivery deadLetter) {
        return outboxOf(writable()).discard(deadLetter);
    }

    @Override
    public OutboxCounts outboxCounts(String listener) {
        return outboxOf(reachable()).outboxCounts(listener);
    }

    private static OutboxStore outboxOf(ChatStore store) {
        return (OutboxStore) store;
    }

    @Override
    public List<FigureGroup> figureGroups(FigureQuery query) {
        return figuresOf(reachable()).figureGroups(query);
    }

    @Override
    public List<FigureSample> figureSamples(FigureQuery query, @Nullable FigureSample after, int limit) {
        return figuresOf(reachable()).figureSamples(query, after, limit);
    }

    private static FigureStore figuresOf(ChatStore store) {
        return (FigureStore) store;
    }

    @Override
    public FactRows factRows(SessionId session) {
        return factsOf(reachable()).factRows(session);
    }

    @Override
    public boolean replaceFacts(Session read, SessionFacts facts, FactRows rows) {
        return factsOf(writable()).replaceFacts(read, facts, rows);
    }

    @Override
    public List<SessionId> sessionsByFacts(@Nullable Integer factsVersion, @Nullable SessionId after, int limit) {
        return factsOf(reachable()).sessionsByFacts(factsVersion, after, limit);
    }

    @Override
    public List<AgentWorkload> workload(TimeWindow window) {
        return ((WorkloadStore) reachable()).workload(window);
    }

    private static FactStore factsOf(ChatStore store) {
        return (FactStore) store;
    }

    @Override
    public EraseResult eraseSession(SessionId session, AuditRecord record, Set<String> listeners) {
        return privacyOf(writable()).eraseSession(session, record, listeners);
    }

    @Override
    public EraseResult eraseCustomer(CustomerId customer) {
        return privacyOf(writable()).eraseCustomer(customer);
    }

    @Override
    public List<Upload> uploadsOf(SessionId session, int limit) {
        return privacyOf(reachable()).uploadsOf(session, limit);
    }

    @Override
    public List<SessionId> sessionsBefore(SessionState state, Instant before, int limit) {
        return privacyOf(reachable()).sessionsBefore(state, before, limit);
    }

    @Override
    public Optional<LegalHold> placeHold(LegalHold hold, AuditRecord record) {
        return privacyOf(writable()).placeHold(hold, record);
    }

    @Override
    public boolean releaseHold(HoldSubject subject, AuditRecord record) {
        return privacyOf(writable()).releaseHold(subject, record);
    }

    @Override
    public Optional<LegalHold> findHold(HoldSubject subject) {
        return privacyOf(reachable()).findHold(subject);
    }

    @Override
    public List<LegalHold> holds(@Nullable HoldSubject after, int limit) {
        return privacyOf(reachable()).holds(after, limit);
    }

    private static PrivacyStore privacyOf(ChatStore store) {
        return (PrivacyStore) store;
    }

    @Override
    public void addCommand(InboxCommand command) {
        inboxOf(writable()).addCommand(command);
    }

    @Override
    public List<SessionId> sessionsWithCommands(Instant now, int limit) {
        return inboxOf(reachable()).sessionsWithCommands(now, limit);
    }

    @Override
    public List<InboxCommand> commandsOf(SessionId session, int limit) {
        return inboxOf(reachable()).commandsOf(session, limit);
    }

    @Override
    public void commandDone(InboxCommand command) {
        inboxOf(writable()).commandDone(command);
    }

    @Override
    public void commandFailed(InboxCommand failed) {
        inboxOf(writable()).commandFailed(failed);
    }

    @Override
    public List<InboxCommand> refusedCommands(long after, int limit) {
        return inboxOf(reachable()).refusedCommands(after, limit);
    }

    @Override
    public boolean retryCommand(InboxCommand refused, Instant now) {
        return inboxOf(writable()).retryCommand(refused, now);
    }

    @Override
    public boolean discardCommand(InboxCommand refused) {
        return inboxOf(writable()).discardCommand(refused);
    }

    @Override
    public InboxCounts inboxCounts() {
        return inboxOf(reachable()).inboxCounts();
    }

    private static InboxStore inboxOf(ChatStore store) {
        return (InboxStore) store;
    }

    @Override
    public Optional<Upload> findUpload(SessionId session, AttachmentId id) {
        return reachable().findUpload(session, id);
    }

    @Override
    public Map<AttachmentId, Upload> findUploads(SessionId session, Collection<AttachmentId> ids) {
        return reachable().findUploads(session, ids);
    }

    @Override
    public Upload addUpload(Upload upload) {
        return writable().addUpload(upload);
    }

    @Override
    public boolean completeUpload(Upload complete) {
        return writable().completeUpload(complete);
    }

    @Override
    public void keepUpload(SessionId session, AttachmentId id) {
        writable().keepUpload(session, id);
    }

    @Override
    public void deleteUpload(SessionId session, AttachmentId id) {
        writable().deleteUpload(session, id);
    }

    @Override
    public long uploadedBytes(SessionId session) {
        return reachable().uploadedBytes(session);
    }

    @Override
    public long uploadedBytes(ParticipantType ownerType, String owner) {
        return reachable().uploadedBytes(ownerType, owner);
    }

    @Override
    public List<Upload> dueUploads(Instant before, int limit) {
        return reachable().dueUploads(before, limit);
    }

    @Override
    public Set<BlobId> blobsOfUploads(Collection<BlobId> blobs) {
        return reachable().blobsOfUploads(blobs);
    }

    @Override
    public Optional<Agent> findAgent(AgentId id) {
        return reachable().findAgent(id);
    }

    @Override
    public Agent enroll(Agent agent) {
        return writable().enroll(agent);
    }

    @Override
    public boolean saveAgent(Agent agent, AuditRecord change) {
        return writable().saveAgent(agent, change);
    }

    @Override
    public void choosePresence(AgentId agent, Presence presence, Instant seenAt) {
        writable().choosePresence(agent, presence, seenAt);
    }

    @Override
    public void agentsSeen(Map<AgentId, Instant> seenAt) {
        writable().agentsSeen(seenAt);
    }

    @Override
    public List<Agent> firstAgents(int limit) {
        return reachable().firstAgents(limit);
    }

    @Override
    public int countAgentsSeenSince(Instant since) {
        return reachable().countAgentsSeenSince(since);
    }

    @Override
    public boolean appendBlockChange(BlockChange change, AuditRecord record) {
        return writable().appendBlockChange(change, record);
    }

    @Override
    public List<BlockChange> blockChangesOf(BlockSubject subject, long afterNumber, int limit) {
        return reachable().blockChangesOf(subject, afterNumber, limit);
    }

    @Override
    public List<BlockChange> blockChangesSince(Instant since, int skip, int limit) {
        return reachable().blockChangesSince(since, skip, limit);
    }

    @Override
    public Map<AgentId, AlertPreferences> alertPreferences(Set<AgentId> agents) {
        return reachable().alertPreferences(agents);
    }

    @Override
    public void saveAlertPreferences(AgentId agent, AlertPreferences preferences) {
        writable().saveAlertPreferences(agent, preferences);
    }

    @Override
    public Optional<Draft> findDraft(SessionId session, AgentId agent) {
        return reachable().findDraft(session, agent);
    }

    @Override
    public boolean saveDraft(Draft draft, @Nullable String replaced) {
        return writable().saveDraft(draft, replaced);
    }

    @Override
    public boolean deleteDraft(SessionId session, AgentId agent, String revision) {
        return writable().deleteDraft(session, agent, revision);
    }

    @Override
    public Optional<CannedResponse> findCannedResponse(CannedResponseId id) {
        return reachable().findCannedResponse(id);
    }

    @Override
    public List<CannedResponse> cannedResponsesFor(AgentId agent, int limit) {
        return reachable().cannedResponsesFor(agent, limit);
    }

    @Override
    public SaveResult saveCannedResponse(CannedResponse response, AuditRecord change) {
        return writable().saveCannedResponse(response, change);
    }

    @Override
    public boolean deleteCannedResponse(CannedResponseId id, AuditRecord change) {
        return writable().deleteCannedResponse(id, change);
    }

    @Override
    public void countCannedResponseUse(CannedResponseId id) {
        writable().countCannedResponseUse(id);
    }

    @Override
    public void close() {
        stores.forEach(ChatStore::close);
    }

    private record Step(Fault fault, @Nullable Gate gate) {
        static final Step NOTHING = new Step(Fault.NONE, null);
    }
}
