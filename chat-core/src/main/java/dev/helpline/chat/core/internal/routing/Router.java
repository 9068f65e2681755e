package dev.helpline.chat.core.internal.routing;

import dev.helpline.chat.core.internal.calls.Expiry;
import dev.helpline.chat.core.internal.desk.AgentRoster;
import dev.helpline.chat.core.internal.desk.AgentSlots;
import dev.helpline.chat.core.internal.desk.AgentSlots.Budget;
import dev.helpline.chat.core.internal.desk.OfferSweep;
import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.CommitObserver;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.Assignee;
import dev.helpline.chat.core.internal.rules.RouteCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.routing.Candidate;
import dev.helpline.chat.spi.routing.RoutingRequest;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns waiting sessions, or offers them to agents, in rounds: right after what this node committed or which agent came, and four times a second for what other nodes left
 * undone, perhaps because they died. Every node does so for itself. A round decides on what it has read; that a session gets one agent and no
 * agent more than the capacity, the commits see to. Thread-safe.
 */
public final class Router implements CommitObserver {
    /** Twice within the second that a session may wait beside an idle agent. */
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(250);

    /** Between two rounds passes at least this, so that many commits at once are one reason for a round. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final Duration OVERFLOW_INTERVAL = Duration.ofSeconds(1);

    private static final int PAGE = 200;

    /** Sessions further back in the queue wait until it is shorter; no real queue is that long. */
    private static final int MAX_READ = 10_000;

    /** An agent's last session is looked for among so many of the customer's sessions. */
    private static final int PAST_SESSIONS = 6;

    private static final OpenSessionQuery WAITING =
            OpenSessionQuery.builder().states(Set.of(SessionState.WAITING)).build();

    /** What makes a session wait, or a slot free. */
    private static final Set<EventType> REASONS = EnumSet.of(
            EventType.SESSION_STARTED,
            EventType.SESSION_RETURNED,
            EventType.SESSION_REOPENED,
            EventType.SESSION_TRANSFERRED,
            EventType.SESSION_OVERFLOWED,
            EventType.OFFER_ENDED,
            EventType.SESSION_ENDED);

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Node node;
    private final ChatStore store;
    private final LiveSessions sessions;
    private final Expiry expiry;
    private final AgentRoster roster;
    private final AgentSlots slots;
    private final QueueBoard queue;
    private final ChatPolicy policy;
    private final IdGenerator ids;
    private final @Nullable GuardedStrategy strategy;
    private final OverflowSweep overflow;
    private final OfferSweep offers;
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.RESTING);

    /** The sessions whose assignments are not stored yet, and their agents. */
    private final ConcurrentMap<SessionId, AgentId> underWay = new ConcurrentHashMap<>();

    /** The newest assignment to each agent that is under way; the next one to the agent follows it. */
    private final ConcurrentMap<AgentId, CompletableFuture<Boolean>> newest = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private enum Turn {
        RESTING,
        RUNNING,
        /** Another round follows. */
        RUNNING_AND_WOKEN
    }

    /** A router for one node; without a strategy it never does anything. */
    public Router(
            Node node,
            LiveSessions sessions,
            Expiry expiry,
            AgentRoster roster,
            AgentSlots slots,
            QueueBoard queue,
            OfferSweep offers,
            ChatPolicy policy,
            IdGenerator ids) {
        this.node = node;
        this.store = node.store();
        this.sessions = sessions;
        this.expiry = expiry;
        this.roster = roster;
        this.slots = slots;
        this.queue = queue;
        this.offers = offers;
        this.policy = policy;
        this.ids = ids;
        this.overflow =
                new OverflowSweep(node, sessions, queue, policy.routing().overflows(), ids);
        this.strategy = policy.routing().strategy().map(GuardedStrategy::new).orElse(null);
    }

    /** Begins to look regularly. */
    public void start() {
        if (strategy != null) {
            node.scheduler().schedule(SWEEP_INTERVAL, this::sweep);
        }
        if (overflow.isNeeded()) {
            planOverflow();
        }
    }

    private void planOverflow() {
        if (!closed) {
            node.scheduler().schedule(OVERFLOW_INTERVAL, () -> node.workers().execute(this::overflow));
        }
    }

    private void overflow() {
        try {
            if (!closed) {
                overflow.run();
            }
        } catch (Throwable e) {
            LOG.warn("moving sessions that wait too long failed; it is tried again soon", e);
        }
        planOverflow();
    }

    /** Begins no more rounds. */
    public void close() {
        closed = true;
        if (strategy != null) {
            strategy.close();
        }
    }

    private void sweep() {
        if (!closed) {
            wake();
            node.scheduler().schedule(SWEEP_INTERVAL, this::sweep);
        }
    }

    @Override
    public void committed(Session session, List<Entry> entries) {
        if (strategy != null
                && entries.stream()
                        .anyMatch(entry ->
                                EventType.of(entry).filter(REASONS::contains).isPresent())) {
            wake();
        }
    }

    /** There may be something to do: runs a round soon. Returns at once. */
    public void wake() {
        if (strategy == null || closed) {
            return;
        }
        Turn before = turn.getAndUpdate(now -> now == Turn.RESTING ? Turn.RUNNING : Turn.RUNNING_AND_WOKEN);
        if (before == Turn.RESTING) {
            node.workers().execute(this::run);
        }
    }

    private void run() {
        try {
            if (!closed) {
                round();
            }
        } catch (Throwable e) {
            LOG.warn("assigning waiting sessions failed; it is tried again soon", e);
        }
        Turn next = turn.updateAndGet(now -> now == Turn.RUNNING_AND_WOKEN ? Turn.RUNNING : Turn.RESTING);
        if (next == Turn.RUNNING) {
            node.scheduler().schedule(REST, () -> node.workers().execute(this::run));
        }
    }

    /** Decides on all that waits. Does not wait for the commits, so that a slow one delays no other session. */
    private void round() {
        List<Session> page = waiting(null);
        if (page.isEmpty()) {
            return;
        }
        if (policy.routing().offerTimeout().isPresent()) {
            offers.run();
        }
        Team team = new Team(roster.online(), loads(), roster::capacityOf);
        int read = 0;
        while (!page.isEmpty() && !team.isFull()) {
            page.forEach(session -> route(session, team));
            read += page.size();
            page = page.size() < PAGE || read >= MAX_READ || team.isFull() ? List.of() : waiting(last(page));
        }
    }

    /** The stored loads, and the assignments that may not be stored yet; one that was stored just now may count twice until the next round. */
    private Map<AgentId, Long> loads() {
        List<AgentId> awaited = List.copyOf(underWay.values());
        Map<AgentId, Long> loads = new HashMap<>(store.openSessionsPerAgent());
        awaited.forEach(agent -> loads.merge(agent, 1L, Long::sum));
        return loads;
    }

    private List<Session> waiting(@Nullable OpenSessionKey after) {
        return store.openSessions(WAITING, after, 0, PAGE);
    }

    private static OpenSessionKey last(List<Session> page) {
        return OpenSessionKey.of(page.get(page.size() - 1));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again by the next round
    private void route(Session session, Team team) {
        GuardedStrategy guarded = strategy;
        List<Candidate> candidates = isServed(session) || team.isFull() || guarded == null
                ? List.of()
                : team.candidates(
                        session,
                        Requirements.of(session, policy.routing()),
                        policy.routing(),
                        node.clock().instant());
        if (candidates.isEmpty() || guarded == null) {
            return;
        }
        RoutingRequest request = RoutingRequest.of(session, candidates, () -> lastAgent(session));
        guarded.choose(request).flatMap(request::candidate).ifPresent(chosen -> {
            team.give(chosen);
            underWay.put(session.id(), chosen.id());
            // One after the other for one agent, so that they do not take the same slot.
            CompletableFuture<Boolean> before =
                    newest.getOrDefault(chosen.id(), CompletableFuture.completedFuture(true));
            CompletableFuture<Boolean> assignment =
                    before.thenComposeAsync(done -> assign(session, chosen), node.workers());
            newest.put(chosen.id(), assignment);
            assignment.whenComplete((assigned, failure) -> {
                underWay.remove(session.id());
                newest.remove(chosen.id(), assignment);
                if (failure != null || !assigned) {
                    wake();
                }
            });
        });
    }

    /** Whether the session is offered to an agent, or is about to be given to one. */
    private boolean isServed(Session session) {
        return session.offer() != null || underWay.containsKey(session.id());
    }

    /** Returns whether the session has this agent now, or is offered to the agent. */
    private CompletableFuture<Boolean> assign(Session session, Candidate chosen) {
        Agent agent = chosen.agent();
        LiveSession live = sessions.remember(session);
        RouteCommand command =
                new RouteCommand(session, new Assignee(agent.id(), agent.name(), agent.mainDepartment()), policy, ids);
        Budget budget = new Budget(agent.id(), chosen.capacity(), false);
        return CompletableFuture.completedFuture(live)
                .thenCompose(found -> Futures.then(
                        expiry.lookAt(found),
                        node.workers(),
                        current -> slots.submit(found, command, budget, node.workers())))
                .handle((after, failure) -> {
                    if (failure != null) {
                        LOG.debug("session {} was not assigned to {}", session.id(), agent.id(), failure);
                        return false;
                    }
                    queue.changed();
                    return agent.id().equals(after.slotHolder());
                });
    }

    private Optional<AgentId> lastAgent(Session session) {
        return store.sessionsOf(session.customer().id(), null, 0, PAST_SESSIONS).stream()
                .filter(past -> !past.state().isOpen())
                .flatMap(past -> Optional.ofNullable(past.assignment()).stream())
                .map(Assignment::agent)
                .findFirst();
    }
}
