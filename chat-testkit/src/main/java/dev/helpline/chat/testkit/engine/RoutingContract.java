package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.OfflineMessages;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy.Overflow;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the engine assigns waiting sessions by itself. */
abstract class RoutingContract extends EngineTest {
    private static final String ADA = "ada";
    private static final String BOB = "bob";

    @Test
    void without_a_strategy_a_session_waits_for_an_agent_to_choose_it() {
        online(ADA);

        SessionId session = started();
        passASecond();

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void a_session_goes_to_an_idle_agent_as_soon_as_it_is_started() {
        route(RoutingStrategies.leastBusy(), unlimited());
        online(ADA);

        SessionId session = started();
        pass(Duration.ofMillis(100));
        settle();

        assertThat(owner(session)).isEqualTo(ADA);
        assertThat(log(session)).extracting(EngineTest::word).contains("session_assigned");
        assertThat(store.auditAfter(session, 0, 10))
                .filteredOn(record -> record.action().equals("SESSION_ASSIGNED"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.actor()).isNull();
                    assertThat(record.detail()).isEqualTo("agent=ada");
                });
    }

    @Test
    void an_agent_who_comes_gets_the_sessions_that_wait_in_the_order_of_the_queue() {
        route(RoutingStrategies.leastBusy(), unlimited().agentCapacity(2));
        List<SessionId> waiting = IntStream.range(0, 3)
                .mapToObj(i -> {
                    pass(Duration.ofMillis(10));
                    return started("customer-" + i);
                })
                .toList();

        online(ADA);
        passASecond();

        assertThat(waiting).extracting(this::owner).containsExactly(ADA, ADA, "unknown");
    }

    @Test
    void a_slot_that_becomes_free_goes_to_the_next_session() {
        route(RoutingStrategies.leastBusy(), unlimited().agentCapacity(1));
        online(ADA);
        SessionId first = started("customer-1");
        passASecond();
        SessionId second = started("customer-2");
        passASecond();
        assertThat(stored(second).state()).isEqualTo(SessionState.WAITING);

        online(ADA).end(EndSession.of(first));
        passASecond();

        assertThat(owner(second)).isEqualTo(ADA);
    }

    @Test
    void agents_who_are_away_or_gone_or_deactivated_get_nothing() {
        route(RoutingStrategies.leastBusy(), unlimited());
        online("away").choosePresence(Presence.AWAY);
        online("inactive");
        engine.setAgentActive(agentId("inactive"), false);
        online("gone");
        pass(Duration.ofMinutes(2));

        SessionId session = started();
        passASecond();
        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);

        online("away").choosePresence(Presence.ONLINE);
        passASecond();
        assertThat(owner(session)).isEqualTo("away");
    }

    @Test
    void the_least_busy_agent_gets_the_session() {
        route(RoutingStrategies.leastBusy(), unlimited());
        online(ADA);
        online(BOB);

        List<SessionId> sessions = startedOneByOne(4);

        assertThat(perOwner(sessions)).isEqualTo(Map.of(ADA, 2L, BOB, 2L));
        online(BOB).end(EndSession.of(of(BOB, sessions)));
        assertThat(owner(startedOneByOne(1).get(0))).isEqualTo(BOB);
    }

    @Test
    void agents_take_turns_in_a_round_robin_whatever_they_have_to_do() {
        route(RoutingStrategies.roundRobin(), unlimited());
        online(ADA);
        online(BOB);
        online("cleo");

        List<SessionId> sessions = startedOneByOne(2);
        sessions.forEach(session -> online(owner(session)).end(EndSession.of(session)));

        assertThat(sessions).extracting(this::owner).containsExactly(ADA, BOB);
        assertThat(startedOneByOne(2)).extracting(this::owner).containsExactly("cleo", ADA);
    }

    @Test
    void a_session_goes_only_to_agents_of_its_department_with_all_of_its_skills_and_its_language() {
        route(
                RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .skills(session -> List.of("refunds", "cards"))
                        .matchesLanguage(true),
                unlimited().department(request -> "Billing"));
        save("no-department", List.of("Sales"), List.of("cards", "refunds"), List.of("de"));
        save("no-skill", List.of("Billing"), List.of("cards"), List.of("de"));
        save("no-language", List.of("Billing"), List.of("cards", "refunds"), List.of("en", "nl"));

        SessionId session = startedIn("de-AT");
        passASecond();
        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);

        save("all", List.of("Sales", "Billing"), List.of("cards", "refunds", "x"), List.of("en", "de-CH"));
        passASecond();
        assertThat(owner(session)).isEqualTo("all");
    }

    @Test
    void specialists_come_before_agents_who_can_do_more() {
        route(RoutingStrategies.specialistsFirst(), unlimited().department(request -> "Billing"));
        save(ADA, List.of("Billing", "Sales"), List.of("cards"), List.of());
        save(BOB, List.of("Billing"), List.of(), List.of());

        assertThat(startedOneByOne(2)).extracting(this::owner).containsExactly(BOB, BOB);
    }

    @Test
    void a_customer_comes_back_to_the_agent_of_the_last_session_if_that_agent_has_room() {
        route(
                RoutingStrategies.lastAgentOr(RoutingStrategies.leastBusy()),
                unlimited().agentCapacity(2));
        online(ADA);
        online(BOB);
        SessionId earlier = started();
        online(BOB);
        passASecond();
        supervisor("sue").choosePresence(Presence.AWAY);
        supervisor("sue")
                .transfer(TransferSession.toAgent(earlier, agentId(BOB)).build());
        online(BOB).end(EndSession.of(earlier));

        SessionId back = started();
        passASecond();
        assertThat(owner(back)).isEqualTo(BOB);
        passASecond();

        SessionId second = startedOneByOne(1).get(0);
        SessionId third = started();
        passASecond();
        assertThat(List.of(owner(second), owner(third))).containsExactly(ADA, BOB);
    }

    @Test
    void an_agent_who_gives_a_session_back_does_not_get_it_again() {
        route(RoutingStrategies.leastBusy(), unlimited());
        online(ADA);
        SessionId session = started();
        passASecond();

        online(ADA).transfer(TransferSession.toQueue(session).build());
        passASecond();
        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);

        online(BOB);
        passASecond();
        assertThat(owner(session)).isEqualTo(BOB);
    }

    @Test
    void an_agent_who_does_not_answer_in_time_does_not_get_the_session_again() {
        route(
                RoutingStrategies.leastBusy(),
                unlimited().agentTimeout(Duration.ofSeconds(30)).timeoutAfterStart(Duration.ZERO));
        online(ADA);
        SessionId session = started();
        passASecond();
        assertThat(owner(session)).isEqualTo(ADA);

        for (int i = 0; i < 40; i++) {
            online(ADA);
            pass(TICK);
        }
        assertThat(stored(session).returnedBy()).isEqualTo(agentId(ADA));
        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void a_strategy_of_the_host_decides_and_may_leave_a_session_in_the_queue() {
        route(
                request -> request.session().customer().id().value().equals(CARLA)
                        ? Optional.empty()
                        : Optional.of(agentId(BOB)),
                unlimited());
        online(ADA);
        online(BOB);

        SessionId left = started();
        SessionId other = started("dora");
        passASecond();

        assertThat(stored(left).state()).isEqualTo(SessionState.WAITING);
        assertThat(owner(other)).isEqualTo(BOB);
    }

    @Test
    void a_strategy_that_throws_or_names_a_stranger_is_replaced_by_the_least_busy_agent() {
        route(
                request -> {
                    if (request.session().customer().id().value().equals(CARLA)) {
                        throw new IllegalStateException("broken");
                    }
                    return Optional.of(agentId("stranger"));
                },
                unlimited());
        online(ADA);

        SessionId thrown = started();
        SessionId strange = started("dora");
        passASecond();

        assertThat(List.of(owner(thrown), owner(strange))).containsExactly(ADA, ADA);
    }

    @Test
    void a_strategy_that_hangs_delays_no_session() {
        CountDownLatch never = new CountDownLatch(1);
        route(
                request -> {
                    awaitForever(never);
                    return Optional.empty();
                },
                unlimited());
        online(ADA);

        List<SessionId> sessions = startedOneByOne(3);
        passASecond();
        never.countDown();

        assertThat(sessions).extracting(this::owner).containsOnly(ADA);
    }

    @Test
    void a_session_that_a_node_left_behind_is_assigned_by_another_one_within_a_second() {
        ChatPolicy.Builder policy = unlimited().routing(leastBusy());
        online(ADA);
        SessionId left = started();
        engine.close();

        engine = engineOver(store, policy.build());
        passASecond();

        assertThat(owner(left)).isEqualTo(ADA);
    }

    @Test
    void several_nodes_assign_each_session_once_and_give_no_agent_more_than_the_capacity() {
        List<ChatEngine> nodes = IntStream.range(0, 3)
                .mapToObj(i -> engineOver(
                        store, unlimited().agentCapacity(3).routing(leastBusy()).build()))
                .toList();
        List<String> agents = List.of(ADA, BOB, "cleo", "dan");
        List<SessionId> sessions = IntStream.range(0, 20)
                .mapToObj(i -> watched(nodes.get(i % 3)
                        .customer(Principal.customer("customer-" + i, null))
                        .start(StartSession.PLAIN)
                        .session()
                        .id()))
                .toList();

        agents.forEach(agent -> desk(nodes.get(agents.indexOf(agent) % 3), agent));
        passASecond();

        assertThat(store.openSessionsPerAgent())
                .isEqualTo(agents.stream().collect(Collectors.toMap(AgentId::new, agent -> 3L)));
        assertThat(sessions)
                .allSatisfy(session -> assertThat(store.auditAfter(session, 0, 20))
                        .extracting(AuditRecord::action)
                        .filteredOn("SESSION_ASSIGNED"::equals)
                        .hasSizeLessThan(2));
    }

    @Test
    void whatever_happens_and_whichever_node_dies_the_capacity_holds_and_no_agent_is_idle_beside_a_session() {
        int sessions = RoutingLoad.over(store)
                .engines(3)
                .agents(40)
                .sessions(300)
                .atMost(Duration.ofSeconds(3))
                .run();

        assertThat(sessions).isPositive();
    }

    // --- the queue ------------------------------------------------------------------------------------------------

    @Test
    void places_count_within_the_department_and_get_worse_only_by_an_event() {
        route(
                RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .overflow(new Overflow("Sales", "Billing", Duration.ofSeconds(30))),
                unlimited().department(request -> request.topic().category()));
        SessionId sales = startedAbout("Sales");
        pass(Duration.ofSeconds(5));
        SessionId billing = startedAbout("Billing");
        SessionId none = startedAbout(null);
        SessionId second = startedAbout("Billing");
        passASecond();

        assertThat(List.of(place(sales), place(billing), place(none), place(second)))
                .containsExactly(1, 1, 1, 2);

        pass(Duration.ofSeconds(25));
        passASecond();
        assertThat(List.of(place(sales), place(billing), place(second))).containsExactly(1, 2, 3);
        assertThat(log(sales)).extracting(EngineTest::word).endsWith("session_overflowed");
    }

    @Test
    void a_session_that_waits_too_long_moves_to_the_queue_of_another_department() {
        route(
                RoutingPolicy.builder()
                        .strategy(RoutingStrategies.leastBusy())
                        .overflow(new Overflow("Sales", "Billing", Duration.ofSeconds(30)))
                        .overflow(new Overflow("Billing", "Care", Duration.ofMinutes(1))),
                unlimited().department(request -> "Sales"));
        SessionId session = started();
        passSlowly(Duration.ofSeconds(29));
        assertThat(stored(session).department()).isEqualTo("Sales");

        passSlowly(Duration.ofSeconds(2));
        settle();
        assertThat(stored(session).department()).isEqualTo("Billing");
        Entry event = log(session).get(log(session).size() - 1);
        assertThat(event.type()).isEqualTo("session_overflowed");
        assertThat(event.audience()).isEqualTo(Audience.ALL);
        assertThat(event.metadata()).isEqualTo("{\"fromDepartment\":\"Sales\",\"toDepartment\":\"Billing\"}");
        assertThat(stored(session).timeline().lastEntryAt())
                .isEqualTo(stored(session).timeline().createdAt());

        passSlowly(Duration.ofSeconds(58));
        assertThat(stored(session).department()).isEqualTo("Billing");
        passSlowly(Duration.ofSeconds(4));
        settle();
        assertThat(stored(session).department()).isEqualTo("Care");

        save(ADA, List.of("Care"), List.of(), List.of());
        passASecond();
        assertThat(owner(session)).isEqualTo(ADA);
    }

    @Test
    void sessions_cannot_overflow_in_a_circle() {
        RoutingPolicy.Builder circle = RoutingPolicy.builder()
                .overflow(new Overflow("x", "a", TICK))
                .overflow(new Overflow("a", "b", TICK))
                .overflow(new Overflow("b", "c", TICK))
                .overflow(new Overflow("c", "a", TICK));

        assertThatIllegalArgumentException().isThrownBy(circle::build).withMessageContaining("circle");
    }

    @Test
    void a_customer_is_refused_while_as_many_sessions_wait_as_may() {
        restart(unlimited().routing(RoutingPolicy.builder().maxWaiting(2).build()));
        SessionId first = started("customer-1");
        started("customer-2");

        ChatException refusal = refusalOf(() -> started("customer-3"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(refusal.details()).isEqualTo(Map.of("limit", "2"));

        anton().claim(first);
        SessionId third = started("customer-3");
        assertThat(stored(third).state()).isEqualTo(SessionState.WAITING);
        assertThat(customer("customer-3")
                        .currentOrStart(StartSession.PLAIN)
                        .session()
                        .id())
                .isEqualTo(third);
    }

    @Test
    void each_department_has_a_limit_of_its_own() {
        restart(unlimited()
                .department(request -> request.topic().category())
                .routing(RoutingPolicy.builder()
                        .maxWaiting(3)
                        .maxWaiting("Sales", 1)
                        .build()));
        startedAbout("Sales");

        assertThat(refusalOf(() -> startedAbout("Sales")).details()).containsEntry("department", "Sales");
        startedAbout("Billing");
        startedAbout(null);
        assertThat(refusalOf(() -> startedAbout(null)).details()).isEqualTo(Map.of("limit", "3"));
    }

    @Test
    void the_limit_is_exact_however_many_start_at_once() {
        restart(unlimited().routing(RoutingPolicy.builder().maxWaiting(5).build()));

        List<Crowd.Told<SessionId>> told = whileTimePasses(() -> Crowd.race(12, i -> started("customer-" + i)));

        assertThat(Crowd.refusals(told)).extracting(ChatException::code).containsOnly(ErrorCode.QUEUE_FULL);
        assertThat(store.openSessionCounts().waiting())
                .isEqualTo(Crowd.answers(told).size())
                .isBetween(1L, 5L);
        IntStream.range(0, 5).forEach(i -> startOrRefuse("later-" + i));
        assertThat(store.openSessionCounts().waiting()).isEqualTo(5);
    }

    @Test
    void messages_left_behind_neither_count_nor_are_refused() {
        restart(unlimited()
                .offlineMessages(OfflineMessages.WHEN_CLOSED_OR_UNSTAFFED)
                .routing(RoutingPolicy.builder().maxWaiting(1).build()));
        started("customer-1");
        started("customer-2");
        anton().agents();
        pass(TICK);

        started("customer-3");

        assertThat(refusalOf(() -> started("customer-4")).code()).isEqualTo(ErrorCode.QUEUE_FULL);
    }

    private void startOrRefuse(String customer) {
        try {
            started(customer);
        } catch (ChatException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        }
    }

    private SessionId startedAbout(@Nullable String category) {
        StartSession request = StartSession.builder()
                .topic(Topic.builder().category(category).build())
                .build();
        return watched(customer("about-" + ids.newId()).start(request).session().id());
    }

    private Integer place(SessionId session) {
        return Objects.requireNonNull(customer(stored(session).customer().id().value())
                .session(session)
                .queuePosition());
    }

    private static void awaitForever(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RoutingPolicy leastBusy() {
        return RoutingPolicy.builder().strategy(RoutingStrategies.leastBusy()).build();
    }

    private void route(RoutingStrategy strategy, ChatPolicy.Builder policy) {
        route(RoutingPolicy.builder().strategy(strategy), policy);
    }

    private void route(RoutingPolicy.Builder routing, ChatPolicy.Builder policy) {
        restart(policy.routing(routing.build()));
    }

    /** The agent makes a call, and so is online. */
    private AgentDesk online(String id) {
        return agent(id);
    }

    private static AgentDesk desk(ChatEngine at, String id) {
        return at.agent(Principal.agent(id, Role.AGENT, null, null));
    }

    private void save(String id, List<String> departments, List<String> skills, List<String> languages) {
        engine.directory()
                .save(SaveAgent.builder(agentId(id))
                        .departments(departments)
                        .skills(skills)
                        .languages(languages)
                        .build());
        online(id);
    }

    private SessionId startedIn(String locale) {
        return watched(carla().start(StartSession.builder()
                        .topic(Topic.builder().locale(locale).build())
                        .build())
                .session()
                .id());
    }

    private List<SessionId> startedOneByOne(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    SessionId session = started("one-by-one-" + ids.newId());
                    passASecond();
                    return session;
                })
                .toList();
    }

    private Map<String, Long> perOwner(List<SessionId> sessions) {
        return sessions.stream().collect(Collectors.groupingBy(this::owner, Collectors.counting()));
    }

    private SessionId of(String owner, List<SessionId> sessions) {
        return sessions.stream()
                .filter(session -> owner(session).equals(owner))
                .findFirst()
                .orElseThrow();
    }
}
