package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
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
import dev.helpline.chat.spi.store.QueryWatch;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.store.SessionTail;
import dev.helpline.chat.spi.store.TextLimits;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.store.WatchedStore;
import dev.helpline.chat.spi.store.WorkloadStore;
import dev.helpline.chat.spi.time.TimeWindow;
import dev.helpline.chat.spi.upload.Upload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in tables of a relational database. That is either a database of the host's (H2, PostgreSQL,
 * MariaDB or MySQL, see {@link #builder}), or an H2 database that the store opens for itself ({@link #h2File}, {@link
 * #h2Memory}).
 *
 * <p>Thread-safe. When a commit returns, it is as durable as the database makes it; with H2 it survives the death of
 * the process. Calls that wait for the database cannot be interrupted; they keep the interrupt flag set for their
 * caller.
 *
 * <p>Exceptions name ids, versions and SQL states, but never the values that were written.
 */
public final class JdbcChatStore
        implements ChatStore,
                OutboxStore,
                FactStore,
                FigureStore,
                WorkloadStore,
                PrivacyStore,
                InboxStore,
                WatchedStore {
    private final ChatDatabase database;
    private final Commits commits;

    JdbcChatStore(ChatDatabase database) {
        this.database = database;
        this.commits = new Commits(database);
    }

    /** Returns a builder of a store in a database of the host's. Closing the store leaves the data source open. */
    public static JdbcChatStoreBuilder builder(DataSource dataSource) {
        return new JdbcChatStoreBuilder(dataSource);
    }

    /**
     * Opens a store in a file of its own, which is created if it does not exist. No other store or program can open
     * the file until this store is closed.
     *
     * @param file the file, to whose name H2 adds {@code .mv.db}
     * @throws dev.helpline.chat.spi.StoreException if this process or another one uses the file, or if it is not a
     *     database
     */
    public static JdbcChatStore h2File(Path file) {
        return EmbeddedH2.open(EmbeddedH2.urlOf(file));
    }

    /**
     * Opens a store in memory, whose content is gone when it is closed; for tests that need a database.
     *
     * @param name the name of the database within this process: letters, digits, {@code -} and {@code _}
     * @throws dev.helpline.chat.spi.StoreException if a store of this name is open
     */
    public static JdbcChatStore h2Memory(String name) {
        return EmbeddedH2.open(EmbeddedH2.urlOf(name));
    }

    @Override
    public Optional<Session> findSession(SessionId id) {
        return database.read(handle -> SessionLogReads.findSession(handle, id));
    }

    @Override
    public Optional<SessionTail> findTail(SessionId id, int limit) {
        return database.read(handle -> SessionLogReads.findTail(handle, id, limit));
    }

    @Override
    public Map<SessionId, Session> findSessions(Collection<SessionId> ids) {
        return database.read(handle -> SessionLogReads.findSessions(handle, ids));
    }

    @Override
    public Map<SessionId, Long> versions(Collection<SessionId> ids) {
        return database.read(handle -> SessionLogReads.versions(handle, ids));
    }

    @Override
    public Optional<Entry> findEntry(SessionId session, EntryId id) {
        return database.read(handle -> SessionLogReads.findEntry(handle, session, id));
    }

    @Override
    public Map<EntryId, Entry> findEntries(SessionId session, Collection<EntryId> ids) {
        return database.read(handle -> SessionLogReads.findEntries(handle, session, ids));
    }

    @Override
    public List<Entry> entriesAfter(SessionId session, long afterSeq, int limit) {
        return database.read(handle -> SessionLogReads.after(handle, session, afterSeq, limit));
    }

    @Override
    public List<Entry> entriesBefore(SessionId session, long beforeSeq, int limit) {
        return database.read(handle -> SessionLogReads.before(handle, session, beforeSeq, limit));
    }

    @Override
    public Map<SessionId, Entry> entriesAt(Map<SessionId, Long> seqs) {
        return database.read(handle -> SessionLogReads.at(handle, seqs));
    }

    @Override
    public List<Entry> newestAmendments(Map<SessionId, ? extends Collection<EntryId>> messages) {
        return database.read(handle -> AmendmentTable.newest(handle, messages));
    }

    @Override
    public Map<AttachmentId, Long> messagesWith(SessionId session, Collection<AttachmentId> attachments) {
        return database.read(handle -> AttachmentTable.messagesWith(handle, session, attachments));
    }

    @Override
    public Map<SessionId, Long> countMessages(Map<SessionId, SeqRange> parts, Set<ParticipantType> authors) {
        return database.read(handle -> MessageCounts.count(handle, parts, authors));
    }

    @Override
    public List<Session> sessionsOf(SessionHistoryQuery query, @Nullable SessionKey olderThan, int skip, int limit) {
        return database.read(handle -> SessionHistoryReads.list(handle, query, olderThan, skip, limit));
    }

    @Override
    public long countSessionsOf(SessionHistoryQuery query) {
        return database.read(handle -> SessionHistoryReads.count(handle, query));
    }

    @Override
    public List<Session> endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit) {
        return database.read(handle -> EndedSessionsReads.list(handle, query, after, limit));
    }

    @Override
    public List<Session> openSessionsOf(CustomerId customer) {
        return database.read(handle -> OpenSessionsReads.openOfCustomer(handle, customer));
    }

    @Override
    public List<Session> openSessionsOf(AgentId agent) {
        return database.read(handle -> OpenSessionsReads.openOfAgent(handle, agent));
    }

    @Override
    public Map<AgentId, Long> openSessionsPerAgent() {
        return database.read(OpenSessionsReads::perAgent);
    }

    @Override
    public List<Session> openSessions(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit) {
        return database.read(handle -> OpenSessionsReads.list(handle, query, after, skip, limit));
    }

    @Override
    public long countOpenSessions(OpenSessionQuery query) {
        return database.read(handle -> OpenSessionsReads.count(handle, query));
    }

    @Override
    public OpenSessionCounts openSessionCounts() {
        return database.read(OpenSessionsReads::counts);
    }

    @Override
    public void watchQueries(QueryWatch watch) {
        database.watch(Objects.requireNonNull(watch, "watch"));
    }

    @Override
    public void unwatchQueries(QueryWatch watch) {
        database.unwatch(watch);
    }

    @Override
    public OpenSessionTotals openSessionTotals(Instant now) {
        return database.read(handle -> OpenSessionsReads.totals(handle, now));
    }

    @Override
    public SortedMap<SessionId, Long> openSessionVersions(@Nullable SessionId after, int limit) {
        return database.read(handle -> OpenSessionsReads.versions(handle, after, limit));
    }

    @Override
    public List<WaitingSession> waitingSessions(int limit) {
        return database.read(handle -> WaitingQueueReads.waiting(handle, limit));
    }

    @Override
    public List<Duration> recentServiceTimes(Instant since, int limit) {
        return database.read(handle -> WaitingQueueReads.recentServiceTimes(handle, since, limit));
    }

    @Override
    public List<Session> quietSessions(QuietQuery query, int limit) {
        return database.read(handle -> SessionSweepReads.quiet(handle, query, limit));
    }

    @Override
    public List<Session> unseenSessions(SessionState state, Instant before, int limit) {
        return database.read(handle -> SessionSweepReads.unseen(handle, state, before, limit));
    }

    @Override
    public List<Session> overdueSessions(Instant at, int limit) {
        return database.read(handle -> SessionSweepReads.overdue(handle, at, limit));
    }

    @Override
    public List<Session> offeredSessions(int limit) {
        return database.read(handle -> SessionSweepReads.offered(handle, limit));
    }

    @Override
    public List<AuditRecord> auditAfter(AuditSubject subject, long afterNumber, int limit) {
        return database.read(handle -> AuditTable.after(handle, subject, afterNumber, limit));
    }

    @Override
    public AuditHead auditHead(AuditSubject subject) {
        return database.read(handle -> AuditHeadTable.of(handle, subject));
    }

    @Override
    public List<AuditSubject> auditSubjects(@Nullable AuditSubject after, int limit) {
        return database.read(handle -> AuditHeadTable.subjects(handle, after, limit));
    }

    @Override
    public List<AuditRecord> audit(AuditQuery query, @Nullable AuditKey after, int limit) {
        return database.read(handle -> AuditTable.list(handle, query, after, limit));
    }

    @Override
    public CommitResult commit(SessionCommit commit) {
        return commits.commit(Objects.requireNonNull(commit, "commit"));
    }

    @Override
    public List<CommitResult> commitAll(List<SessionCommit> commits) {
        return this.commits.commitAll(List.copyOf(commits));
    }

    @Override
    public List<ReaderCursor> cursorsOf(SessionId session) {
        return database.read(handle -> CursorTable.of(handle, session));
    }

    @Override
    public List<ReaderCursor> cursorsOfAll(Collection<SessionId> sessions) {
        return database.read(handle -> CursorTable.ofAll(handle, sessions));
    }

    @Override
    public void mergeCursors(Collection<ReaderCursor> cursors) {
        database.update(handle -> CursorTable.merge(handle, cursors));
    }

    @Override
    public Optional<Agent> findAgent(AgentId id) {
        return database.read(handle -> AgentTable.find(handle, id));
    }

    @Override
    public Agent enroll(Agent agent) {
        TextLimits.check(agent);
        return database.write(handle -> AgentTable.enroll(handle, agent));
    }

    @Override
    public boolean saveAgent(Agent agent, AuditRecord change) {
        agent.requireChangedBy(change);
        TextLimits.check(agent);
        TextLimits.check(change);
        return database.write(handle -> AgentTable.save(handle, agent, change));
    }

    @Override
    public void choosePresence(AgentId agent, Presence presence, Instant seenAt) {
        database.update(handle -> AgentTable.choosePresence(handle, agent, presence, seenAt));
    }

    @Override
    public void agentsSeen(Map<AgentId, Instant> seenAt) {
        database.update(handle -> AgentTable.seen(handle, seenAt));
    }

    @Override
    public List<Agent> firstAgents(int limit) {
        return database.read(handle -> AgentTable.first(handle, limit));
    }

    @Override
    public int countAgentsSeenSince(Instant since) {
        return database.read(handle -> AgentTable.countSeenSince(handle, since));
    }

    @Override
    public boolean appendBlockChange(BlockChange change, AuditRecord record) {
        record.requireAbout(change.subject().auditSubject());
        TextLimits.check(change);
        TextLimits.check(record);
        return database.write(handle -> BlockTable.append(handle, change, record));
    }

    @Override
    public List<BlockChange> blockChangesOf(BlockSubject subject, long afterNumber, int limit) {
        return database.read(handle -> BlockTable.of(handle, subject, afterNumber, limit));
    }

    @Override
    public List<BlockChange> blockChangesSince(Instant since, int skip, int limit) {
        return database.read(handle -> BlockTable.since(handle, since, skip, limit));
    }

    @Override
    public Optional<CannedResponse> findCannedResponse(CannedResponseId id) {
        return database.read(handle -> CannedResponseTable.find(handle, id));
    }

    @Override
    public List<CannedResponse> cannedResponsesFor(AgentId agent, int limit) {
        return database.read(handle -> CannedResponseTable.of(handle, agent, limit));
    }

    @Override
    public SaveResult saveCannedResponse(CannedResponse response, AuditRecord change) {
        change.requireAbout(AuditSubject.of(response.id()));
        TextLimits.check(response);
        TextLimits.check(change);
        return database.write(handle -> CannedResponseTable.save(handle, response, change));
    }

    @Override
    public boolean deleteCannedResponse(CannedResponseId id, AuditRecord change) {
        change.requireAbout(AuditSubject.of(id));
        TextLimits.check(change);
        return database.write(handle -> CannedResponseTable.delete(handle, id, change));
    }

    @Override
    public void countCannedResponseUse(CannedResponseId id) {
        database.write(handle -> {
            CannedResponseTable.countUse(handle, id);
            return null;
        });
    }

    @Override
    public Map<AgentId, AlertPreferences> alertPreferences(Set<AgentId> agents) {
        return database.read(handle -> AlertPreferenceTable.of(handle, agents));
    }

    @Override
    public void saveAlertPreferences(AgentId agent, AlertPreferences preferences) {
        database.write(handle -> {
            AlertPreferenceTable.save(handle, agent, preferences);
            return null;
        });
    }

    @Override
    public Optional<Draft> findDraft(SessionId session, AgentId agent) {
        return database.read(handle -> DraftTable.find(handle, session, agent));
    }

    @Override
    public boolean saveDraft(Draft draft, @Nullable String replaced) {
        TextLimits.check(draft);
        return database.write(handle -> DraftTable.save(handle, draft, replaced));
    }

    @Override
    public boolean deleteDraft(SessionId session, AgentId agent, String revision) {
        return database.write(handle -> DraftTable.delete(handle, session, agent, revision));
    }

    @Override
    public boolean takeLease(String lease, String owner, Instant now, Instant until) {
        TextLimits.checkLease(lease, owner);
        return database.write(handle -> LeaseTable.take(handle, lease, owner, now, until));
    }

    @Override
    public void releaseLease(String lease, String owner) {
        database.update(handle -> LeaseTable.release(handle, lease, owner));
    }

    @Override
    public List<SessionId> sessionsDue(String listener, Instant now, int limit) {
        return database.read(handle -> OutboxTable.sessionsDue(handle, listener, now, limit));
    }

    @Override
    public List<Delivery> deliveries(String listener, SessionId session, int limit) {
        return database.read(handle -> OutboxTable.ofSession(handle, listener, session, limit));
    }

    @Override
    public void delivered(String listener, SessionId session, long seq) {
        database.update(handle -> OutboxTable.deliver(handle, listener, session, seq));
    }

    @Override
    public void failed(Delivery failed) {
        database.update(handle -> OutboxTable.fail(handle, failed));
    }

    @Override
    public List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit) {
        return database.read(handle -> OutboxTable.undelivered(handle, listener, after, limit));
    }

    @Override
    public List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit) {
        return database.read(handle -> OutboxTable.deadLetters(handle, listener, after, limit));
    }

    @Override
    public boolean retry(Delivery deadLetter, Instant now) {
        return database.write(handle -> OutboxTable.retry(handle, deadLetter, now));
    }

    @Override
    public boolean discard(Delivery deadLetter) {
        return database.write(handle -> OutboxTable.discard(handle, deadLetter));
    }

    @Override
    public OutboxCounts outboxCounts(String listener) {
        return database.read(handle -> OutboxTable.count(handle, listener));
    }

    @Override
    public void addCommand(InboxCommand command) {
        database.update(handle -> InboxTable.add(handle, command));
    }

    @Override
    public List<SessionId> sessionsWithCommands(Instant now, int limit) {
        return database.read(handle -> InboxTable.sessions(handle, now, limit));
    }

    @Override
    public List<InboxCommand> commandsOf(SessionId session, int limit) {
        return database.read(handle -> InboxTable.of(handle, session, limit));
    }

    @Override
    public void commandDone(InboxCommand command) {
        database.update(handle -> InboxTable.done(handle, command));
    }

    @Override
    public void commandFailed(InboxCommand failed) {
        database.update(handle -> InboxTable.fail(handle, failed));
    }

    @Override
    public List<InboxCommand> refusedCommands(long after, int limit) {
        return database.read(handle -> InboxTable.refused(handle, after, limit));
    }

    @Override
    public boolean retryCommand(InboxCommand refused, Instant now) {
        return database.write(handle -> InboxTable.retry(handle, refused, now));
    }

    @Override
    public boolean discardCommand(InboxCommand refused) {
        return database.write(handle -> InboxTable.discard(handle, refused));
    }

    @Override
    public InboxCounts inboxCounts() {
        return database.read(InboxTable::count);
    }

    @Override
    public Optional<Upload> findUpload(SessionId session, AttachmentId id) {
        return database.read(handle -> UploadTable.find(handle, session, id));
    }

    @Override
    public Map<AttachmentId, Upload> findUploads(SessionId session, Collection<AttachmentId> ids) {
        return database.read(handle -> UploadTable.findAll(handle, session, ids));
    }

    @Override
    public Upload addUpload(Upload upload) {
        TextLimits.check(upload);
        return database.write(handle -> UploadTable.add(handle, upload));
    }

    @Override
    public boolean completeUpload(Upload complete) {
        TextLimits.check(complete);
        return database.write(handle -> UploadTable.complete(handle, complete));
    }

    @Override
    public void keepUpload(SessionId session, AttachmentId id) {
        database.update(handle -> UploadTable.keep(handle, session, id));
    }

    @Override
    public void deleteUpload(SessionId session, AttachmentId id) {
        database.update(handle -> UploadTable.delete(handle, session, id));
    }

    @Override
    public long uploadedBytes(SessionId session) {
        return database.read(handle -> UploadTable.bytesOf(handle, session));
    }

    @Override
    public long uploadedBytes(ParticipantType ownerType, String owner) {
        return database.read(handle -> UploadTable.bytesOf(handle, ownerType, owner));
    }

    @Override
    public List<Upload> dueUploads(Instant before, int limit) {
        return database.read(handle -> UploadTable.due(handle, before, limit));
    }

    @Override
    public Set<BlobId> blobsOfUploads(Collection<BlobId> blobs) {
        return database.read(handle -> UploadTable.blobs(handle, blobs));
    }

    @Override
    public FactRows factRows(SessionId session) {
        return database.read(handle -> FactTables.find(handle, session));
    }

    @Override
    public boolean replaceFacts(Session read, SessionFacts facts, FactRows rows) {
        return database.write(handle -> FactTables.replace(handle, read, facts, rows));
    }

    @Override
    public List<SessionId> sessionsByFacts(@Nullable Integer factsVersion, @Nullable SessionId after, int limit) {
        return database.read(handle -> FactTables.sessions(handle, factsVersion, after, limit));
    }

    @Override
    public List<FigureGroup> figureGroups(FigureQuery query) {
        return database.read(handle -> FigureReads.groups(handle, database.dialect(), query));
    }

    @Override
    public List<FigureSample> figureSamples(FigureQuery query, @Nullable FigureSample after, int limit) {
        return database.read(handle -> FigureReads.samples(handle, database.dialect(), query, after, limit));
    }

    @Override
    public List<AgentWorkload> workload(TimeWindow window) {
        return database.read(handle -> WorkloadReads.read(handle, window));
    }

    @Override
    public EraseResult eraseSession(SessionId session, AuditRecord record, Set<String> listeners) {
        record.requireAbout(AuditSubject.of(session));
        TextLimits.check(record);
        return database.write(handle -> ErasureWrites.session(handle, session, record, listeners));
    }

    @Override
    public EraseResult eraseCustomer(CustomerId customer) {
        return database.write(handle -> ErasureWrites.customer(handle, customer));
    }

    @Override
    public List<Upload> uploadsOf(SessionId session, int limit) {
        return database.read(handle -> UploadTable.ofSession(handle, session, limit));
    }

    @Override
    public List<SessionId> sessionsBefore(SessionState state, Instant before, int limit) {
        return database.read(handle -> ErasureWrites.sessionsBefore(handle, state, before, limit));
    }

    @Override
    public Optional<LegalHold> placeHold(LegalHold hold, AuditRecord record) {
        record.requireAbout(hold.subject().auditSubject());
        TextLimits.check(record);
        return database.write(handle -> HoldTable.place(handle, hold, record));
    }

    @Override
    public boolean releaseHold(HoldSubject subject, AuditRecord record) {
        record.requireAbout(subject.auditSubject());
        TextLimits.check(record);
        return database.write(handle -> HoldTable.release(handle, subject, record));
    }

    @Override
    public Optional<LegalHold> findHold(HoldSubject subject) {
        return database.read(handle -> HoldTable.find(handle, subject));
    }

    @Override
    public List<LegalHold> holds(@Nullable HoldSubject after, int limit) {
        return database.read(handle -> HoldTable.list(handle, after, limit));
    }

    /** Returns a blob store that keeps the content of attached files in tables beside the store's, and is closed with the store. */
    @Experimental
    public JdbcBlobStore blobs() {
        return new JdbcBlobStore(database, InstantSource.system());
    }

    /** Returns what adds commands to the chat in transactions of the host's. */
    @Experimental
    public ChatInbox inbox() {
        return new ChatInbox(database.names());
    }

    /** Waits for running calls, then closes what the store opened, but nothing of the host's. */
    @Override
    public void close() {
        database.close();
    }
}
