package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several engines over one store route sessions to agents, who meanwhile claim, transfer and end sessions at random, go away, come back and are
 * deactivated, while engines die and are replaced. Fails if an agent ever has more sessions than the capacity, if a session waits beside an
 * idle agent who may have it for too long, if an owner is not explained by the session's audit chain, or if counts and rows differ. Runs in real
 * time. Not thread-safe.
 */
@Experimental
public final class RoutingLoad {
    private static final int CAPACITY = 3;
    private static final int ACTORS = 6;
    private static final List<String> DEPARTMENTS = List.of("Billing", "Care", "Sales");

    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(1);

    /** Time is counted in such steps, each by a thread that sleeps for so long: where the machine runs no thread, none passes. */
    private static final Duration PULSE = Duration.ofMillis(10);

    private static final OpenSessionQuery WAITING =
            OpenSessionQuery.builder().states(Set.of(SessionState.WAITING)).build();

    private final ChatStore store;
    private int engines = 3;
    private int agents = 12;
    private int sessions = 300;
    private Duration atMost = Duration.ofSeconds(10);
    private long seed = 1;

    private final List<MortalNode> nodes = new CopyOnWriteArrayList<>();
    private final Queue<SessionId> started = new ConcurrentLinkedQueue<>();
    private final AtomicInteger startedCount = new AtomicInteger();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private final AtomicInteger pulses = new AtomicInteger();
    private volatile Duration longestIdle = Duration.ZERO;

    /** Since when a session has waited beside an agent whose load did not change. */
    private record Pair(SessionId session, AgentId agent) {}

    private RoutingLoad(ChatStore store) {
        this.store = store;
    }

    /** Returns a load on an empty store, which the caller closes. */
    public static RoutingLoad over(ChatStore store) {
        return new RoutingLoad(store);
    }

    /** How many engines route. Default: 3. */
    public RoutingLoad engines(int value) {
        engines = value;
        return this;
    }

    /** How many agents, of capacity 3 each. Default: 12. */
    public RoutingLoad agents(int value) {
        agents = value;
        return this;
    }

    /** How many sessions are started unless the time is up before. Default: 300. */
    public RoutingLoad sessions(int value) {
        sessions = value;
        return this;
    }

    /** For how long sessions are started at most. Default: 10 seconds. */
    public RoutingLoad atMost(Duration value) {
        atMost = value;
        return this;
    }

    /** What the random acts are derived from. Default: 1. */
    public RoutingLoad seed(long value) {
        seed = value;
        return this;
    }

    private MortalNode node() {
        return new MortalNode(
                store, own -> ChatEngine.builder(own).policy(policy()).build());
    }

    private static ChatPolicy policy() {
        return ChatPolicy.builder()
                .customerMessages(null)
                .agentMessages(null)
                .newSessions(null)
                .maxOpenSessions(1000)
                .agentCapacity(CAPACITY)
                .department(request -> request.topic().category())
                .routing(RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .build())
                .build();
    }

    /**
     * For how long a session waited beside an idle agent who may have it, at most, in time in which the machine ran the threads that were
     * due. After the run.
     */
    public Duration longestIdle() {
        return longestIdle;
    }

    /** Runs until all sessions were started or the time is up, and returns how many were. */
    public int run() {
        IntStream.range(0, engines).forEach(i -> nodes.add(node()));
        try {
            IntStream.range(0, agents).forEach(this::enrol);
            long end = System.nanoTime() + atMost.toNanos();
            List<Thread> threads = new ArrayList<>();
            IntStream.range(0, ACTORS)
                    .forEach(i -> threads.add(started("actor-" + i, () -> act(new Random(seed * 31 + i), end))));
            Thread watcher = started("watcher", this::watch);
            started("pulse", this::pulse);
            Thread reaper = started("reaper", () -> reap(new Random(seed), end));
            threads.add(reaper);
            threads.forEach(RoutingLoad::join);
            // What waits now has its second, and is watched meanwhile.
            LockSupport.parkNanos(IDLE_AT_MOST.plusMillis(500).toNanos());
            over = true;
            join(watcher);
            assertThat(violations).as("seed %d", seed).isEmpty();
            nodes.forEach(node -> node.engine().close());
            assertCounted();
            started.forEach(this::assertExplained);
            return started.size();
        } finally {
            over = true;
            nodes.forEach(node -> node.engine().close());
        }
    }

    private void enrol(int i) {
        ChatEngine engine = nodes.get(i % nodes.size()).engine();
        engine.directory()
                .save(SaveAgent.builder(agent(i))
                        .departments(departmentsOf(i))
                        .capacity(CAPACITY)
                        .build());
        desk(engine, i);
    }

    private static AgentId agent(int i) {
        return new AgentId("agent-" + i);
    }

    private static List<String> departmentsOf(int i) {
        String first = DEPARTMENTS.get(i % DEPARTMENTS.size());
        return i % 4 == 0 ? List.of(first, DEPARTMENTS.get((i + 1) % DEPARTMENTS.size())) : List.of(first);
    }

    private static AgentDesk desk(ChatEngine engine, int i) {
        return engine.agent(Principal.agent(agent(i).value(), Role.SUPERVISOR, null, null));
    }

    // --- what happens -----------------------------------------------------------------------------------------------

    private void act(Random random, long endNanos) {
        while (startedCount.get() < sessions && System.nanoTime() < endNanos) {
            try {
                act(nodes.get(random.nextInt(nodes.size())).engine(), random);
            } catch (ChatException | StoreException | IndexOutOfBoundsException refused) {
                LockSupport.parkNanos(1_000_000); // another actor was faster, or the node has just died
            }
        }
    }

    private void act(ChatEngine engine, Random random) {
        int i = random.nextInt(agents);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> start(engine, random);
            case 8 -> waiting(random, session -> desk(engine, i).claim(session));
            case 9 ->
                owned(
                        i,
                        random,
                        session -> desk(engine, i)
                                .transfer(TransferSession.toAgent(session, agent(random.nextInt(agents)))
                                        .build()));
            case 10 ->
                owned(
                        i,
                        random,
                        session -> desk(engine, i)
                                .transfer(TransferSession.toQueue(session).build()));
            case 11 ->
                owned(
                        i,
                        random,
                        session -> desk(engine, i)
                                .transfer(TransferSession.toDepartment(
                                                session, DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size())))
                                        .build()));
            case 12 -> desk(engine, i).choosePresence(random.nextBoolean() ? Presence.AWAY : Presence.ONLINE);
            case 13 -> desk(engine, i).choosePresence(Presence.ONLINE);
            case 14 -> engine.setAgentActive(agent(i), random.nextInt(3) > 0);
            case 15 -> engine.setAgentActive(agent(i), true);
            default -> owned(i, random, session -> desk(engine, i).end(EndSession.of(session)));
        }
    }

    private void start(ChatEngine engine, Random random) {
        String department = random.nextInt(8) == 0 ? null : DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size()));
        StartSession request = StartSession.builder()
                .topic(Topic.builder().category(department).build())
                .build();
        started.add(engine.customer(Principal.customer("customer-" + random.nextInt(1_000_000), null))
                .start(request)
                .session()
                .id());
        startedCount.incrementAndGet();
    }

    private interface Act {
        void on(SessionId session);
    }

    private void waiting(Random random, Act act) {
        List<Session> some = store.openSessions(WAITING, null, 0, 10);
        if (!some.isEmpty()) {
            act.on(some.get(random.nextInt(some.size())).id());
        }
    }

    private void owned(int agent, Random random, Act act) {
        List<Session> some = store.openSessionsOf(agent(agent));
        if (!some.isEmpty()) {
            act.on(some.get(random.nextInt(some.size())).id());
        }
    }

    /** Kills a node now and then, and starts another one in its place. */
    private void reap(Random random, long endNanos) {
        while (startedCount.get() < sessions && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(1000)).toNanos());
            int victim = random.nextInt(nodes.size());
            MortalNode dying = nodes.get(victim);
            nodes.set(victim, node());
            dying.die();
        }
    }

    // --- what must hold ---------------------------------------------------------------------------------------------

    private void pulse() {
        while (!over) {
            LockSupport.parkNanos(PULSE.toNanos());
            pulses.incrementAndGet();
        }
    }

    private void watch() {
        Map<Pair, Integer> since = new HashMap<>();
        Map<AgentId, Long> loads = Map.of();
        while (!over) {
            int began = pulses.get();
            Map<AgentId, Long> before = loads;
            loads = store.openSessionsPerAgent();
            loads.forEach((agent, load) -> {
                if (load > CAPACITY) {
                    violations.add(agent + " has " + load + " sessions");
                }
            });
            Map<AgentId, Long> now = loads;
            Set<Pair> idle = idlePairs(now, before);
            since.keySet().retainAll(idle);
            // From the end of the first look to the beginning of this one, so that slow looks do not count.
            int ended = pulses.get();
            idle.forEach(pair -> {
                Duration waited = PULSE.multipliedBy(began - since.computeIfAbsent(pair, added -> ended));
                longestIdle = waited.compareTo(longestIdle) > 0 ? waited : longestIdle;
                if (waited.compareTo(IDLE_AT_MOST) > 0) {
                    violations.add(pair + " for " + waited);
                }
            });
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** The sessions that wait, each with the agents who may have it, have room, and got or lost no session since the last look. */
    private Set<Pair> idlePairs(Map<AgentId, Long> loads, Map<AgentId, Long> before) {
        Instant seenSince = Instant.now().minusSeconds(50);
        List<Agent> free = store.firstAgents(1000).stream()
                .filter(agent -> agent.presenceAt(seenSince) == Presence.ONLINE)
                .filter(agent -> loads.getOrDefault(agent.id(), 0L) < CAPACITY)
                .filter(agent -> loads.getOrDefault(agent.id(), 0L).equals(before.getOrDefault(agent.id(), 0L)))
                .toList();
        return store.openSessions(WAITING, (OpenSessionKey) null, 0, 50).stream()
                .flatMap(session -> free.stream()
                        .filter(agent -> session.department() == null
                                || agent.departments().contains(session.department()))
                        .filter(agent -> !agent.id().equals(session.returnedBy()))
                        .map(agent -> new Pair(session.id(), agent.id())))
                .collect(Collectors.toSet());
    }

    private void assertCounted() {
        Map<AgentId, Long> rows = IntStream.range(0, agents)
                .mapToObj(RoutingLoad::agent)
                .filter(agent -> !store.openSessionsOf(agent).isEmpty())
                .collect(Collectors.toMap(agent -> agent, agent ->
                        (long) store.openSessionsOf(agent).size()));
        assertThat(store.openSessionsPerAgent()).as("seed %d", seed).isEqualTo(rows);
        assertThat(store.openSessionCounts().active()
                        + store.openSessionCounts().onHold())
                .as("seed %d", seed)
                .isEqualTo(rows.values().stream().mapToLong(Long::longValue).sum());
        assertThat(store.openSessionCounts().waiting())
                .as("seed %d", seed)
                .isEqualTo(store.waitingSessions(100_000).size());
    }

    /** Follows the owner through the audit chain; each assignment has to find the session without one. */
    private void assertExplained(SessionId id) {
        Session session = store.findSession(id).orElseThrow();
        @Nullable String owner = null;
        for (AuditRecord record : store.auditAfter(id, 0, 10_000)) {
            String detail = String.valueOf(record.detail());
            switch (record.action()) {
                case "SESSION_ASSIGNED" -> {
                    assertThat(owner)
                            .as("seed %d: owner before %s", seed, detail)
                            .isNull();
                    owner = detail.startsWith("agent=") ? detail.substring("agent=".length()) : part(detail, "to");
                }
                case "SESSION_TRANSFERRED" -> {
                    assertThat(String.valueOf(owner))
                            .as("seed %d: owner before %s", seed, detail)
                            .isEqualTo(part(detail, "from"));
                    owner = part(detail, "to").equals("null") ? null : part(detail, "to");
                }
                case "SESSION_RETURNED" -> owner = null;
                default -> {}
            }
        }
        Assignment assignment = session.assignment();
        assertThat(assignment == null ? null : assignment.agent().value())
                .as("seed %d: owner of %s", seed, session)
                .isEqualTo(owner);
    }

    private static String part(String detail, String name) {
        for (String part : detail.split(" ", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + detail);
    }

    private Thread started(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        violations.add(name + " failed: " + e);
                    }
                },
                "routing-load-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofMinutes(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
