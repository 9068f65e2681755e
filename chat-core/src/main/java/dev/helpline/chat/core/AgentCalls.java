package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.core.internal.calls.AgentSlots.Budget;
import dev.helpline.chat.core.internal.calls.Face;
import dev.helpline.chat.core.internal.calls.Futures;
import dev.helpline.chat.core.internal.calls.Paging;
import dev.helpline.chat.core.internal.calls.Slice;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.AssignCommand;
import dev.helpline.chat.core.internal.rules.Assignee;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.HoldCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.internal.rules.SendCommand;
import dev.helpline.chat.core.internal.rules.Texts;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An agent's calls. The agent is admitted anew with each, so that a deactivation holds for desks that are kept. */
final class AgentCalls implements AgentDesk {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_NEWEST = 500;
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);
    private static final int PAST_SESSIONS = 20;
    private static final int TIMELINE = 200;

    private final EngineParts engine;
    private final ChatStore store;
    private final Principal principal;
    private final Instant validUntil;
    private final Actor actor;

    AgentCalls(EngineParts engine, Accepted caller) {
        this.engine = engine;
        this.store = engine.node().store();
        this.principal = caller.principal();
        this.validUntil = caller.expiresAt();
        this.actor = new Actor(principal);
    }

    @Override
    public OpenSessionPage openSessions(OpenSessionQuery query, int page, int limit) {
        Paging.check(page, limit, MAX_LIMIT);
        return Face.call(() -> listed(query, null, Paging.skip(page, limit), limit));
    }

    @Override
    public OpenSessionPage openSessions(OpenSessionQuery query, OpenSessionKey after, int limit) {
        Objects.requireNonNull(after, "after");
        Paging.check(1, limit, MAX_LIMIT);
        return Face.call(() -> listed(query, after, 0, limit));
    }

    @Override
    public SessionDetail session(SessionId session) {
        return Face.call(() -> detail(session));
    }

    @Override
    public MessagePage messages(MessagesQuery query) {
        return Face.call(() -> engine.calls().messages(visible(query.session()), Viewer.AGENT, query));
    }

    @Override
    public List<Entry> newest(SessionId session, int limit) {
        Paging.check(1, limit, MAX_NEWEST);
        return Face.call(() -> engine.calls().newest(visible(session), limit));
    }

    @Override
    public PollAnswer poll(PollRequest request) {
        return Face.call(() -> {
            LiveSession live = visible(request.session());
            return engine.calls().pollWaiting(live, polling(live), request);
        });
    }

    @Override
    public CompletionStage<PollAnswer> pollAsync(PollRequest request) {
        return Face.async(() -> polling(request), engine.node().workers());
    }

    @Override
    public SessionView claim(SessionId session) {
        return Face.call(() -> assigned(session, Assignee.of(principal), budget(admit(), false)));
    }

    @Override
    public SessionView assign(SessionId session, AgentId agent, boolean force) {
        return Face.call(() -> given(session, agent, force));
    }

    @Override
    public Entry send(SendMessage message) {
        return Face.call(() -> sent(prepared(message)));
    }

    @Override
    public CompletionStage<Entry> sendAsync(SendMessage message) {
        return Face.async(() -> sending(prepared(message)), engine.node().workers());
    }

    @Override
    public SessionView hold(SessionId session) {
        return Face.call(() -> changed(session, HoldCommand.hold(actor, engine.ids())));
    }

    @Override
    public SessionView resume(SessionId session) {
        return Face.call(() -> changed(session, HoldCommand.resume(actor, engine.ids())));
    }

    @Override
    public SessionView end(EndSession request) {
        EndCommand.check(actor, request);
        return Face.call(() -> changed(request.session(), new EndCommand(actor, request, engine.ids())));
    }

    @Override
    public List<Colleague> agents() {
        return Face.call(this::colleagues);
    }

    private OpenSessionPage listed(OpenSessionQuery query, @Nullable OpenSessionKey after, int skip, int limit) {
        admit();
        TEXTS.search("department", query.department(), TextLimits.DEPARTMENT);
        TEXTS.search("q", query.text(), TextLimits.SEARCH);
        OpenSessionCounts counts = store.openSessionCounts();
        Slice<Session> slice = Slice.of(store.openSessions(query, after, skip, Slice.toRead(limit)), limit);
        return new OpenSessionPage(
                engine.summaries().of(slice.items(), Viewer.AGENT),
                store.countOpenSessions(query),
                counts.total(),
                counts.waiting(),
                slice.next(OpenSessionKey::of));
    }

    private SessionDetail detail(SessionId id) {
        LiveSession live = visible(id);
        Session session = Futures.join(engine.expiry().lookAt(live));
        List<Session> past = store.sessionsOf(session.customer().id(), null, 0, PAST_SESSIONS + 1).stream()
                .filter(other -> !other.id().equals(id))
                .limit(PAST_SESSIONS)
                .toList();
        List<Entry> timeline = store.entriesBefore(id, Long.MAX_VALUE, MAX_NEWEST).stream()
                .filter(entry -> entry.kind() == EntryKind.EVENT)
                .toList();
        int surplus = Math.max(0, timeline.size() - TIMELINE);
        return new SessionDetail(engine.queue().viewNow(session), past, timeline.subList(surplus, timeline.size()));
    }

    private List<Colleague> colleagues() {
        admit();
        Map<AgentId, Long> openSessions = store.openSessionsPerAgent();
        Instant onlineSince = engine.node().clock().instant().minus(WaitEstimate.AGENT_SEEN_WITHIN);
        return engine.roster().list().stream()
                .map(agent -> new Colleague(
                        agent,
                        agent.active() && !agent.seenAt().isBefore(onlineSince),
                        openSessions.getOrDefault(agent.id(), 0L).intValue(),
                        capacity(agent)))
                .toList();
    }

    private CompletableFuture<PollAnswer> polling(PollRequest request) {
        LiveSession live = visible(request.session());
        return engine.calls().polling(live, polling(live), request);
    }

    private PollCaller polling(LiveSession live) {
        return new PollCaller(Viewer.AGENT, validUntil, () -> {
            admit();
            engine.access().requireVisible(actor, live);
        });
    }

    /** What is needed to send. */
    private record Sending(LiveSession live, SendCommand command, Budget budget) {}

    private Sending prepared(SendMessage request) {
        SendMessage message = SendCommand.checked(request, engine.policy());
        Agent self = admit();
        LiveSession live = engine.access().visible(actor, message.session());
        Optional<ChatException> limited = engine.calls().isRemembered(live, message)
                ? Optional.empty()
                : engine.limits().refuseAgentMessage(principal);
        engine.calls().checkBeforeSend(live, actor, message, limited);
        SendCommand command = new SendCommand(actor, message, engine.policy(), engine.fingerprints(), engine.ids());
        return new Sending(live, command, budget(self, false));
    }

    private Entry sent(Sending sending) {
        Session before = Futures.join(engine.expiry().lookAt(sending.live()));
        Entry entry = engine.slots().call(sending.live(), sending.command(), sending.budget());
        noteClaim(before);
        return entry;
    }

    private CompletableFuture<Entry> sending(Sending sending) {
        return engine.expiry()
                .lookAt(sending.live())
                .thenCompose(before -> engine.slots()
                        .submit(sending.live(), sending.command(), sending.budget())
                        .whenComplete((entry, failure) -> noteClaim(before)));
    }

    /** An answer to a session that waited has claimed it, which moves the queue. */
    private void noteClaim(Session before) {
        if (before.state() == SessionState.WAITING) {
            engine.queue().changed();
        }
    }

    private SessionView given(SessionId session, AgentId agent, boolean force) {
        Agent self = admit();
        boolean toOther = !agent.equals(self.id());
        if ((toOther || force) && !actor.isSupervisor()) {
            throw Refusals.forbidden("only supervisors and admins assign to others, or above capacity");
        }
        Agent assignee = toOther ? activeAgent(agent) : self;
        return assigned(
                session, new Assignee(assignee.id(), assignee.name(), assignee.department()), budget(assignee, force));
    }

    private SessionView assigned(SessionId id, Assignee assignee, Budget budget) {
        LiveSession live = visible(id);
        Futures.join(engine.expiry().lookAt(live));
        AssignCommand command = new AssignCommand(actor, assignee, engine.ids());
        Session session = engine.slots().call(live, command, budget);
        engine.queue().changed();
        return engine.queue().viewNow(session);
    }

    private SessionView changed(SessionId id, SessionCommand<Session> command) {
        return engine.calls().change(visible(id), command);
    }

    private LiveSession visible(SessionId id) {
        admit();
        return engine.access().visible(actor, id);
    }

    private Agent admit() {
        PollCaller.requireValid(validUntil, engine.node().clock().instant());
        return engine.roster().admit(principal);
    }

    private Agent activeAgent(AgentId id) {
        return engine.roster()
                .findActive(id)
                .orElseThrow(() -> new ChatException(
                        ErrorCode.INVALID_REQUEST, "there is no active agent " + id, Map.of("field", "agentId")));
    }

    private Budget budget(Agent agent, boolean force) {
        return new Budget(agent.id(), capacity(agent), force);
    }

    private int capacity(Agent agent) {
        Integer own = agent.capacity();
        return own == null ? engine.policy().agentCapacity() : own;
    }
}
