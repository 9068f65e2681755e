package dev.helpline.chat.core;

import dev.helpline.chat.core.alert.AlertSettings;
import dev.helpline.chat.core.audit.AuditExport;
import dev.helpline.chat.core.audit.AuditFormat;
import dev.helpline.chat.core.audit.AuditPage;
import dev.helpline.chat.core.block.BlockList;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.canned.CannedResponses;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.EndedSessionPage;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.OutboundSession;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.desk.SessionMacro;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.draft.Drafts;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.internal.board.BoardFeed;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.calls.Starter.AgentsRequest;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.pages.Paging;
import dev.helpline.chat.core.internal.pages.Slice;
import dev.helpline.chat.core.internal.rules.AssignCommand;
import dev.helpline.chat.core.internal.rules.Assignee;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.EndOfferCommand;
import dev.helpline.chat.core.internal.rules.EscalateCommand;
import dev.helpline.chat.core.internal.rules.HoldCommand;
import dev.helpline.chat.core.internal.rules.MacroCommand;
import dev.helpline.chat.core.internal.rules.Mentions;
import dev.helpline.chat.core.internal.rules.NoteCommand;
import dev.helpline.chat.core.internal.rules.Permissions;
import dev.helpline.chat.core.internal.rules.PriorityCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.internal.rules.TagCommand;
import dev.helpline.chat.core.internal.rules.Tags;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.core.subscription.Receiver;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.team.TeamDirectory;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.audit.AuditSubject.Kind;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent's calls. Each call admits the agent once more, so that a deactivation holds for desks that are kept. */
final class AgentCalls extends ParticipantCalls implements AgentDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCalls.class);
    private static final int MAX_LIMIT = 100;
    private static final int MAX_NEWEST = 500;
    private static final Set<Kind> FOR_ADMINS = Set.of(Kind.AGENT, Kind.CUSTOMER_HOLD, Kind.SESSION_HOLD);
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);
    private static final int PAST_SESSIONS = 20;
    private static final int TIMELINE = 200;

    private final ChatStore store;
    private final Transfers transfers;

    AgentCalls(EngineParts engine, Accepted caller) {
        super(engine, caller, null);
        this.store = engine.node().store();
        this.transfers = new Transfers(engine);
    }

    @Override
    Budget admit(long nowMillis) {
        return transfers.budget(admitted(nowMillis), false);
    }

    private Agent admitted() {
        return admitted(engine.node().clock().millis());
    }

    private Agent admitted(long nowMillis) {
        requireValidToken(nowMillis);
        Agent agent = engine.roster().admit(principal);
        if (agent.role().compareTo(principal.role()) < 0) {
            throw Refusals.forbidden("the agent's role is lower now than when these calls were made available");
        }
        return agent;
    }

    @Override
    public OpenSessionPage openSessions(OpenSessionQuery query, int page, int limit) {
        Paging.check(page, limit, MAX_LIMIT);
        return CallBoundary.call(() -> listed(query, null, Paging.skip(page, limit), limit));
    }

    @Override
    public OpenSessionPage openSessions(OpenSessionQuery query, OpenSessionKey after, int limit) {
        Objects.requireNonNull(after, "after");
        Paging.check(1, limit, MAX_LIMIT);
        return CallBoundary.call(() -> listed(query, after, 0, limit));
    }

    @Override
    public EndedSessionPage endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit) {
        Paging.check(1, limit, MAX_LIMIT);
        EndedSessionQuery checked = checked(query);
        return CallBoundary.call(() -> {
            admit();
            Slice<Session> slice = Slice.of(store.endedSessions(checked, after, Slice.toRead(limit)), limit);
            return EndedSessionPage.builder(engine.summaries().of(slice.items(), Viewer.AGENT))
                    .next(slice.next(EndedSessionKey::of))
                    .build();
        });
    }

    private static EndedSessionQuery checked(EndedSessionQuery query) {
        checkDepartments(query.departments());
        TEXTS.search("category", query.category(), TextLimits.CATEGORY);
        TEXTS.search("q", query.text(), TextLimits.SEARCH);
        String tag = query.tag();
        return tag == null
                ? query
                : query.toBuilder().tag(Tags.normal("tag", tag)).build();
    }

    private static void checkDepartments(@Nullable Set<String> departments) {
        if (departments != null) {
            departments.forEach(department -> TEXTS.search("department", department, TextLimits.DEPARTMENT));
        }
    }

    @Override
    public List<String> departments() {
        return CallBoundary.call(() -> admitted().departments());
    }

    @Override
    public BoardAnswer board(BoardRequest request) {
        return CallBoundary.await(executor -> boarding(request, executor));
    }

    @Override
    public CompletionStage<BoardAnswer> boardAsync(BoardRequest request) {
        return CallBoundary.async(
                executor -> boarding(request, executor), engine.node().workers());
    }

    private CompletableFuture<BoardAnswer> boarding(BoardRequest request, Executor executor) {
        Objects.requireNonNull(request, "request");
        admit();
        return engine.board().answer(request, actor.agentId(), pollCaller(this::admit), executor);
    }

    @Override
    public Subscription subscribeBoard(BoardRequest request, Receiver<BoardAnswer> receiver) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(receiver, "receiver");
        return CallBoundary.call(() -> {
            admit();
            BoardFeed feed = new BoardFeed(
                    engine.board(),
                    request.after(),
                    actor.agentId(),
                    engine.node().workers());
            return engine.subscriptions().open(feed, pollCaller(this::admit), receiver);
        });
    }

    @Override
    public SessionDetail detail(SessionId session) {
        return CallBoundary.call(() -> detailed(session));
    }

    @Override
    public AuditPage audit(SessionId session, long after, int limit) {
        Paging.check(1, limit, MAX_NEWEST);
        if (after < 0) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, "after must not be negative", Map.of("field", "after"));
        }
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(session);
            Permissions.require(actor, AgentAction.READ_AUDIT, live.head().session(), engine.policy());
            Slice<AuditRecord> slice = Slice.of(store.auditAfter(session, after, Slice.toRead(limit)), limit);
            return AuditPage.builder(slice.items())
                    .hasMore(slice.edge() != null)
                    .build();
        });
    }

    @Override
    public AuditPage audit(AuditQuery query, @Nullable AuditKey after, int limit) {
        Paging.check(1, limit, MAX_NEWEST);
        check(query);
        return CallBoundary.call(() -> {
            admit();
            Permissions.require(actor, AgentAction.READ_AUDIT);
            Slice<AuditRecord> slice = Slice.of(store.audit(permitted(query), after, Slice.toRead(limit)), limit);
            return AuditPage.builder(slice.items())
                    .hasMore(slice.edge() != null)
                    .build();
        });
    }

    @Override
    public Iterator<String> exportAudit(AuditQuery query, AuditFormat format) {
        Objects.requireNonNull(format, "format");
        check(query);
        return CallBoundary.call(() -> {
            admit();
            Permissions.require(actor, AgentAction.EXPORT_AUDIT);
            LOG.info("agent {} exports audit records", actor.principal().id());
            return new AuditExport(store).lines(query, format);
        });
    }

    private static void check(AuditQuery query) {
        Objects.requireNonNull(query, "query");
        TEXTS.search("actor", query.actor(), TextLimits.TOKEN);
        TEXTS.search("action", query.action(), TextLimits.AUDIT_ACTION);
    }

    /** What was done to agents is for those who may do it, and legal holds are for them, too. */
    private AuditQuery permitted(AuditQuery query) {
        if (AgentAction.MANAGE_AGENTS.reach(actor.principal().role()) != AgentAction.Reach.NONE) {
            return query;
        }
        AuditSubject subject = query.subject();
        boolean isForAdmins = subject != null && FOR_ADMINS.contains(subject.kind());
        if (isForAdmins || FOR_ADMINS.containsAll(query.kinds())) {
            Permissions.require(actor, AgentAction.MANAGE_AGENTS);
        }
        Set<Kind> kinds = new HashSet<>(query.kinds());
        kinds.removeAll(FOR_ADMINS);
        return query.toBuilder().kinds(kinds).build();
    }

    @Override
    public List<Entry> newest(SessionId session, int limit) {
        Paging.check(1, limit, MAX_NEWEST);
        return CallBoundary.call(() -> {
            admit();
            return engine.pages().newest(visible(session), limit);
        });
    }

    @Override
    public List<Entry> messageHistory(SessionId session, EntryId message) {
        return CallBoundary.call(() -> {
            admit();
            LiveSession live = visible(session);
            Permissions.require(actor, AgentAction.READ_HISTORY, live.head().session(), engine.policy());
            return engine.pages().history(live, message);
        });
    }

    @Override
    public SessionView start(OutboundSession request) {
        Objects.requireNonNull(request, "request");
        return CallBoundary.call(() -> {
            Agent self = admitted();
            Permissions.requireStart(actor, engine.policy());
            String department = request.department();
            if (department != null) {
                transfers.requireServed("department", department);
            }
            AgentsRequest wanted = known(request);
            Budget budget = transfers.budget(self, false);
            return viewed(engine.starter()
                    .startForAgent(actor, wanted, () -> engine.slots().free(budget)));
        });
    }

    /** The request, completed by what the customer's last session says about the customer. */
    private AgentsRequest known(OutboundSession request) {
        Customer told = request.customer();
        Session last =
                store.sessionsOf(told.id(), null, 0, 1).stream().findFirst().orElse(null);
        Customer known = last == null ? told : last.customer();
        String locale = last == null ? null : last.topic().locale();
        Topic topic = request.topic();
        StartSession start = StartSession.builder()
                .id(request.id())
                .name(told.name() == null ? known.name() : told.name())
                .email(told.email() == null ? known.email() : told.email())
                .phone(told.phone() == null ? known.phone() : told.phone())
                .topic(topic.locale() == null ? topic.toBuilder().locale(locale).build() : topic)
                .initialMessage(request.message())
                .build();
        Principal customer = Principal.builder(Role.CUSTOMER, told.id().value())
                .guest(known.guest())
                .build();
        return new AgentsRequest(customer, start, request.department());
    }

    @Override
    public SessionView claim(SessionId session) {
        return CallBoundary.call(() -> {
            Agent self = admitted();
            Permissions.require(actor, AgentAction.CLAIM);
            return assigned(session, Assignee.of(principal), transfers.budget(self, false));
        });
    }

    @Override
    public SessionView decline(SessionId session) {
        return changed(session, EndOfferCommand.decline(actor, engine.ids()));
    }

    @Override
    public SessionView assign(SessionId session, AgentId agent, boolean force) {
        return CallBoundary.call(() -> given(session, agent, force));
    }

    @Override
    public SessionView hold(SessionId session) {
        return changed(session, HoldCommand.hold(actor, engine.policy(), engine.ids()));
    }

    @Override
    public SessionView resume(SessionId session) {
        return changed(session, HoldCommand.resume(actor, engine.policy(), engine.ids()));
    }

    @Override
    public SessionView transfer(TransferSession request) {
        Objects.requireNonNull(request, "request");
        if (request.note() != null) {
            NoteCommand.check(request.note());
        }
        return CallBoundary.call(() -> transferred(request));
    }

    @Override
    public SessionView takeOver(SessionId session) {
        TransferSession request =
                TransferSession.toAgent(session, actor.agentId()).build();
        return CallBoundary.call(() -> {
            admittedTo(session);
            Permissions.require(actor, AgentAction.TAKE_OVER);
            return transferred(request);
        });
    }

    @Override
    public SessionView escalate(SessionId session, String reason) {
        EscalateCommand.check(reason);
        return changed(session, new EscalateCommand(actor, reason, engine.policy(), engine.ids()));
    }

    @Override
    public SessionView setPriority(SessionId session, Priority priority) {
        Objects.requireNonNull(priority, "priority");
        return changed(session, new PriorityCommand(actor, priority, engine.policy(), engine.ids()));
    }

    @Override
    public SessionView changeTags(SessionId session, Collection<String> add, Collection<String> remove) {
        return changed(session, new TagCommand(actor, Tags.Change.of(add, remove), engine.policy(), engine.ids()));
    }

    @Override
    public Entry note(AddNote note) {
        NoteCommand.check(note.text());
        return CallBoundary.call(() -> {
            LiveSession live = admittedTo(note.session());
            requireMessageBudget(live);
            NoteCommand command = noteCommand(note);
            return Futures.await(executor -> Futures.then(
                    engine.expiry().lookAt(live),
                    executor,
                    session -> engine.sessions().submit(live, command)));
        });
    }

    @Override
    public SessionView apply(SessionMacro macro) {
        check(macro);
        return CallBoundary.call(() -> applied(macro));
    }

    private void check(SessionMacro macro) {
        AddNote note = macro.note();
        SendMessage reply = macro.reply();
        if (note != null) {
            NoteCommand.check(note.text());
        }
        if (macro.escalation() != null) {
            EscalateCommand.check(macro.escalation());
        }
        if (macro.end() != null) {
            EndCommand.check(actor, macro.end());
        }
        if (reply != null && (!reply.attachments().isEmpty() || (note != null && note.id() != null))) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST, "a macro with a reply has no files, and its note has no id of its own");
        }
    }

    private SessionView applied(SessionMacro macro) {
        Agent self = admitted();
        LiveSession live = visible(macro.session());
        MacroCommand command = new MacroCommand(parts(macro, live));
        return viewed(Futures.await(executor -> Futures.then(
                engine.expiry().lookAt(live),
                executor,
                session -> engine.slots().submit(live, command, transfers.budget(self, false), executor))));
    }

    /** The commands of a macro, in their order. A reply takes from the budget of messages, and so does a note without one. */
    private List<SessionCommand<?>> parts(SessionMacro macro, LiveSession live) {
        List<SessionCommand<?>> parts = new ArrayList<>();
        AddNote note = macro.note();
        SendMessage reply = macro.reply();
        if (note != null) {
            if (reply == null) {
                requireMessageBudget(live);
            }
            parts.add(noteCommand(note));
        }
        if (macro.priority() != null) {
            parts.add(new PriorityCommand(actor, macro.priority(), engine.policy(), engine.ids()));
        }
        if (!macro.addTags().isEmpty() || !macro.removeTags().isEmpty()) {
            Tags.Change tags = Tags.Change.of(macro.addTags(), macro.removeTags());
            parts.add(new TagCommand(actor, tags, engine.policy(), engine.ids()));
        }
        if (reply != null) {
            parts.add(replyCommand(reply, live));
        }
        if (macro.escalation() != null) {
            parts.add(new EscalateCommand(actor, macro.escalation(), engine.policy(), engine.ids()));
        }
        if (macro.end() != null) {
            parts.add(new EndCommand(actor, macro.end(), engine.policy(), engine.ids()));
        }
        if (parts.isEmpty()) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, "a macro has at least one act");
        }
        return parts;
    }

    private SendCommand replyCommand(SendMessage reply, LiveSession live) {
        SendMessage message = SendCommand.checked(reply, engine.policy());
        SendCommand.checkContent(actor, message, engine.policy());
        return new SendCommand(actor, message, engine.policy(), engine.fingerprints(), engine.ids())
                .storing(engine.messageChecks().check(live, actor, message));
    }

    private void requireMessageBudget(LiveSession live) {
        Optional<ChatException> refusal =
                engine.limits().refuseMessage(actor, live.head().session());
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private NoteCommand noteCommand(AddNote note) {
        Set<AgentId> mentions = Mentions.areIn(note.text())
                ? Mentions.in(note.text(), engine.roster().list())
                : Set.of();
        return new NoteCommand(actor, note, mentions, engine.policy(), engine.fingerprints(), engine.ids());
    }

    @Override
    public Figures figures() {
        return new FigureCalls(
                engine,
                () -> {
                    admit();
                    Permissions.require(actor, AgentAction.READ_FIGURES);
                },
                actor.principal().role() == Role.AGENT ? actor.agentId() : null);
    }

    @Override
    public BlockList blocks() {
        return new BlockCalls(engine.blocks(), engine.node().clock(), principal, this::admitToBlock);
    }

    @Override
    public Drafts drafts() {
        return new DraftCalls(this);
    }

    @Override
    public AlertSettings alertSettings() {
        return new AlertSettingsCalls(this);
    }

    @Override
    public CannedResponses cannedResponses() {
        return new CannedCalls(this);
    }

    private void admitToBlock() {
        admit();
        Permissions.require(actor, AgentAction.BLOCK);
    }

    @Override
    public TeamDirectory directory() {
        return new TeamCalls(engine.registry(), principal, this::admitToManage);
    }

    private void admitToManage() {
        admit();
        Permissions.require(actor, AgentAction.MANAGE_AGENTS);
    }

    @Override
    public Colleague choosePresence(Presence presence) {
        Objects.requireNonNull(presence, "presence");
        return CallBoundary.call(() -> {
            admit();
            Permissions.require(actor, AgentAction.CHOOSE_PRESENCE);
            Agent chosen = engine.roster().choosePresence(actor.agentId(), presence);
            return engine.roster()
                    .colleague(chosen, store.openSessionsOf(chosen.id()).size());
        });
    }

    @Override
    public List<Colleague> agents() {
        return CallBoundary.call(this::colleagues);
    }

    private OpenSessionPage listed(OpenSessionQuery asked, @Nullable OpenSessionKey after, int skip, int limit) {
        admit();
        String tag = asked.tag();
        OpenSessionQuery query = tag == null
                ? asked
                : asked.toBuilder().tag(Tags.normal("tag", tag)).build();
        checkDepartments(query.departments());
        TEXTS.search("category", query.category(), TextLimits.CATEGORY);
        TEXTS.search("externalRef", query.externalRef(), TextLimits.EXTERNAL_REF);
        TEXTS.search("q", query.text(), TextLimits.SEARCH);
        OpenSessionCounts counts = store.openSessionCounts();
        Slice<Session> slice = Slice.of(store.openSessions(query, after, skip, Slice.toRead(limit)), limit);
        return OpenSessionPage.builder(engine.summaries().of(slice.items(), Viewer.AGENT))
                .total(store.countOpenSessions(query))
                .totalActive(counts.total())
                .waiting(counts.waiting())
                .next(slice.next(OpenSessionKey::of))
                .build();
    }

    private SessionDetail detailed(SessionId id) {
        Session session = read(id);
        List<Session> past = store.sessionsOf(session.customer().id(), null, 0, PAST_SESSIONS + 1).stream()
                .filter(other -> !other.id().equals(id))
                .limit(PAST_SESSIONS)
                .toList();
        List<Entry> timeline = store.entriesBefore(id, Long.MAX_VALUE, MAX_NEWEST).stream()
                .filter(entry -> entry.kind() == EntryKind.EVENT)
                .toList();
        int surplus = Math.max(0, timeline.size() - TIMELINE);
        return SessionDetail.builder(counted(viewNow(session)))
                .pastSessions(past)
                .timeline(timeline.subList(surplus, timeline.size()))
                .allowed(Permissions.allowed(
                        actor, session, engine.policy(), engine.node().clock().instant()))
                .build();
    }

    private List<Colleague> colleagues() {
        admit();
        return engine.roster().colleagues(store.openSessionsPerAgent());
    }

    private SessionView given(SessionId session, AgentId agent, boolean force) {
        Agent self = admitted();
        boolean toOther = !agent.equals(self.id());
        Permissions.require(actor, toOther || force ? AgentAction.ASSIGN : AgentAction.CLAIM);
        Agent assignee = toOther ? transfers.activeAgent(agent) : self;
        return assigned(
                session,
                new Assignee(assignee.id(), assignee.name(), assignee.mainDepartment()),
                transfers.budget(assignee, force));
    }

    private SessionView assigned(SessionId id, Assignee assignee, Budget budget) {
        LiveSession live = visible(id);
        AssignCommand command = new AssignCommand(actor, assignee, engine.policy(), engine.ids());
        return viewed(Futures.await(executor -> Futures.then(
                engine.expiry().lookAt(live),
                executor,
                session -> engine.slots().submit(live, command, budget, executor))));
    }

    private SessionView transferred(TransferSession request) {
        Agent self = admitted();
        LiveSession live = visible(request.session());
        AgentId target = request.agent();
        if (request.force()) {
            Permissions.require(actor, AgentAction.ASSIGN);
        }
        Agent agent = target == null ? null : target.equals(self.id()) ? self : transfers.activeAgent(target);
        String note = request.note();
        NoteCommand added = note == null ? null : noteCommand(AddNote.of(request.session(), note));
        return viewed(transfers.transfer(live, actor, request, agent, added));
    }
}
