package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.AssignmentEvent;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.facts.AgentStint;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.facts.OnlineInterval;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.FactStore;
import dev.helpline.chat.spi.store.WorkloadStore;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much each agent worked: the sums of stints and of times online, in any window. */
abstract class WorkloadStoreContract extends StoreTest {
    private static final AgentId ADA = new AgentId("ada");
    private static final AgentId BEN = new AgentId("ben");
    private static final Instant START = CommitBuilder.START;
    private static final TimeWindow HOUR = new TimeWindow(START, START.plus(Duration.ofHours(1)));
    private static final long SEED = 20_261_127;
    private static final int STEPS = 30;

    private final List<OnlineInterval> online = new ArrayList<>();
    private WorkloadStore workloads;

    @BeforeEach
    void requireWorkloads() {
        Assumptions.assumeTrue(store instanceof WorkloadStore, "the store sums up no workloads");
        workloads = (WorkloadStore) store;
    }

    @Test
    void sessions_taken_and_handled_are_counted_by_agent() {
        Session first = stored(CommitBuilder.creating("s1"));
        first = stored(assigned(first, ADA, Duration.ofMinutes(1)));
        first = stored(event(first, EventType.SESSION_HELD, Duration.ofMinutes(2)));
        first = stored(event(first, EventType.SESSION_RESUMED, Duration.ofMinutes(5)));
        first = stored(assigned(first, BEN, Duration.ofMinutes(11)));
        stored(event(first, EventType.SESSION_ENDED, Duration.ofMinutes(20)).end());
        Session second = stored(CommitBuilder.creating("s2"));
        stored(assigned(second, BEN, Duration.ofMinutes(30)));

        // ada: minutes 1 to 11, 3 of them on hold; ben: 11 to 20, and from 30 on
        assertThat(workloads.workload(HOUR))
                .containsExactly(
                        AgentWorkload.builder(ADA)
                                .taken(1)
                                .handled(1)
                                .handleTime(Duration.ofMinutes(7))
                                .build(),
                        AgentWorkload.builder(BEN)
                                .taken(2)
                                .handled(1)
                                .handleTime(Duration.ofMinutes(9))
                                .build());
    }

    @Test
    void agents_are_online_as_long_as_they_are_seen_once_a_minute() {
        enroll(ADA, Duration.ZERO);
        seen(ADA, Duration.ofMinutes(1));
        seen(ADA, Duration.ofSeconds(50));
        seen(ADA, Duration.ofSeconds(110));
        seen(ADA, Duration.ofMinutes(30));
        enroll(ADA, Duration.ofMinutes(30).plusSeconds(5));

        // 110 s, and after a gap 5 s
        assertThat(workloads.workload(HOUR))
                .containsExactly(AgentWorkload.builder(ADA)
                        .onlineTime(Duration.ofSeconds(115))
                        .build());
    }

    @Test
    void agents_who_are_away_or_inactive_are_not_online() {
        enroll(ADA, Duration.ZERO);
        store.choosePresence(ADA, Presence.AWAY, START.plusSeconds(20));
        seen(ADA, Duration.ofSeconds(50));
        store.choosePresence(ADA, Presence.ONLINE, START.plusSeconds(60));
        seen(ADA, Duration.ofSeconds(70));
        assertThat(store.saveAgent(
                        Agent.builder(ADA, START)
                                .active(false)
                                .version(1)
                                .seenAt(START.plusSeconds(75))
                                .build(),
                        change(ADA)))
                .isTrue();
        seen(ADA, Duration.ofSeconds(100));

        // 20 s, and 60 to 75
        assertThat(workloads.workload(HOUR))
                .containsExactly(AgentWorkload.builder(ADA)
                        .onlineTime(Duration.ofSeconds(35))
                        .build());
    }

    @Test
    void nothing_is_added_for_an_agent_who_is_not_known() {
        seen(ADA, Duration.ofSeconds(10));
        store.choosePresence(ADA, Presence.ONLINE, START.plusSeconds(20));
        seen(ADA, Duration.ofSeconds(30));

        assertThat(workloads.workload(HOUR)).isEmpty();
    }

    @Test
    void sessions_at_once_count_while_the_agent_is_online() {
        enroll(ADA, Duration.ZERO);
        seen(ADA, Duration.ofMinutes(1));
        Session first = stored(assigned(stored(CommitBuilder.creating("s1")), ADA, Duration.ofSeconds(10)));
        Session second = stored(assigned(stored(CommitBuilder.creating("s2")), ADA, Duration.ofSeconds(30)));
        stored(event(first, EventType.SESSION_ENDED, Duration.ofSeconds(50)).end());

        // of the first 40 s, of the second, which goes on, 30 s as long as the agent is online
        assertThat(second.facts().stint()).isNotNull();
        assertThat(workloads.workload(HOUR).get(0).sessionTime()).isEqualTo(Duration.ofSeconds(70));
        assertThat(workloads.workload(HOUR).get(0).onlineTime()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void workloads_are_those_of_the_definition_in_any_window() {
        Random random = new Random(SEED);
        List<String> agents = List.of("ada", "ben", "cleo");
        agents.forEach(agent -> enroll(new AgentId(agent), Duration.ZERO));
        List<Session> sessions = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            Duration now = Duration.ofSeconds(40L * step).plusMillis(random.nextInt(1000));
            if (step % 5 == 1) {
                sessions.add(stored(CommitBuilder.creating("s" + step)));
            }
            AgentId agent = new AgentId(agents.get(step % agents.size()));
            int chosen = random.nextInt(sessions.size());
            sessions.set(chosen, stored(randomStep(sessions.get(chosen), agent, now, random)));
            seen(agents.stream()
                    .filter(id -> random.nextInt(5) > 0)
                    .collect(Collectors.toMap(AgentId::new, id -> START.plus(now))));
            expect(agent, now.plusSeconds(5));
            store.choosePresence(
                    agent, random.nextInt(8) == 0 ? Presence.AWAY : Presence.ONLINE, START.plus(now.plusSeconds(5)));
        }

        for (int i = 0; i < 8; i++) {
            Instant from = START.plusSeconds(random.nextInt(1_000));
            TimeWindow window = new TimeWindow(from, from.plusSeconds(random.nextInt(800)));
            assertThat(workloads.workload(window)).isEqualTo(defined(sessions, window));
        }
        TimeWindow whole = new TimeWindow(START, START.plus(Duration.ofDays(1)));
        assertThat(workloads.workload(whole)).isEqualTo(defined(sessions, whole));
        assertThat(workloads.workload(whole)).hasSize(3).allSatisfy(workload -> {
            assertThat(workload.handled()).isPositive();
            assertThat(workload.sessionTime()).isPositive();
        });
    }

    @Test
    void an_erased_session_does_not_count() {
        Assumptions.assumeTrue(store instanceof PrivacyStore, "the store erases nothing");
        Session session = stored(assigned(stored(CommitBuilder.creating("s1")), ADA, Duration.ofMinutes(1)));
        session = stored(
                event(session, EventType.SESSION_ENDED, Duration.ofMinutes(2)).end());
        Session open = stored(assigned(stored(CommitBuilder.creating("s2")), ADA, Duration.ofMinutes(1)));

        erase(session);
        erase(open);

        assertThat(workloads.workload(HOUR)).isEmpty();
    }

    private void erase(Session session) {
        AuditRecord record = new AuditRecord(
                AuditSubject.of(session.id()),
                session.auditCount() + 1,
                START,
                null,
                null,
                "SESSION_ERASED",
                null,
                null,
                "c0ffee",
                session.auditHash(),
                "hash-erased");
        ((PrivacyStore) store).eraseSession(session.id(), record, Set.of());
    }

    /** What the definition says of the stints that the store has and of the times online that the test knows. */
    private List<AgentWorkload> defined(List<Session> sessions, TimeWindow window) {
        List<AgentStint> stints = sessions.stream()
                .flatMap(session -> Stream.concat(
                        ((FactStore) store).factRows(session.id()).stints().stream(),
                        Stream.ofNullable(session.facts().stint())))
                .toList();
        return Stream.of("ada", "ben", "cleo")
                .map(agent -> AgentWorkload.of(new AgentId(agent), stints, online, window))
                .filter(workload -> !workload.isZero())
                .toList();
    }

    private static CommitBuilder randomStep(Session session, AgentId agent, Duration now, Random random) {
        if (!session.state().isOpen()) {
            return event(session, EventType.SESSION_REOPENED, now).reopen(Math.toIntExact(session.version()));
        }
        return switch (random.nextInt(7)) {
            case 0 -> event(session, EventType.SESSION_HELD, now);
            case 1 -> event(session, EventType.SESSION_RESUMED, now);
            case 2 -> event(session, EventType.SESSION_RETURNED, now);
            case 3 -> event(session, EventType.SESSION_ENDED, now).end();
            default -> assigned(session, agent, now);
        };
    }

    private void enroll(AgentId agent, Duration sinceStart) {
        expect(agent, sinceStart);
        store.enroll(Agent.builder(agent, START.plus(sinceStart)).build());
    }

    private void seen(AgentId agent, Duration sinceStart) {
        seen(Map.of(agent, START.plus(sinceStart)));
    }

    private void seen(Map<AgentId, Instant> agents) {
        agents.forEach((agent, at) -> expect(agent, Duration.between(START, at)));
        store.agentsSeen(agents);
    }

    private void expect(AgentId agent, Duration sinceStart) {
        store.findAgent(agent)
                .flatMap(known -> OnlineInterval.between(known, START.plus(sinceStart)))
                .ifPresent(online::add);
    }

    private static CommitBuilder assigned(Session session, AgentId agent, Duration sinceStart) {
        return CommitBuilder.after(session)
                .at(sinceStart)
                .entry(
                        EntryKind.EVENT,
                        "e" + session.version(),
                        entry -> entry.type(EventType.SESSION_ASSIGNED.type())
                                .metadata(AssignmentEvent.metadata(agent)));
    }

    private static CommitBuilder event(Session session, EventType type, Duration sinceStart) {
        return CommitBuilder.after(session)
                .at(sinceStart)
                .entry(EntryKind.EVENT, "e" + session.version(), entry -> entry.type(type.type()));
    }

    private static AuditRecord change(AgentId agent) {
        return new AuditRecord(
                AuditSubject.of(agent), 1, START, Role.ADMIN, "admin", "CHANGED", null, null, "c0ffee", "", "hash");
    }
}
