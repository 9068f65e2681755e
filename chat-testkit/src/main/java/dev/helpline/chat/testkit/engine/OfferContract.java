package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingPolicy.Overflow;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.team.SaveAgent;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.Alert;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.notify.AlertType;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How routing offers waiting sessions to agents, who accept, decline, or let the time run out. */
abstract class OfferContract extends EngineTest {
    private static final String ADA = "ada";
    private static final String BOB = "bob";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofMinutes(2);

    @Test
    void an_offered_session_waits_and_takes_a_slot_of_the_agent() {
        offering(1);
        agent(ADA).agents();

        SessionId session = offeredTo(ADA);

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
        assertThat(stored(session).assignment()).isNull();
        assertThat(stored(session).offer())
                .satisfies(offer -> assertThat(offer.until())
                        .isBetween(time.instant(), time.instant().plus(TIMEOUT)));
        assertThat(store.openSessionsPerAgent()).isEqualTo(Map.of(agentId(ADA), 1L));
        Entry event = last(session);
        assertThat(event.type()).isEqualTo("session_offered");
        assertThat(event.audience()).isEqualTo(Audience.AGENTS);
        assertThat(event.metadata())
                .isEqualTo("{\"to\":\"ada\",\"until\":\"" + offerOf(session).until() + "\"}");
        assertThat(audit(session))
                .endsWith("null SESSION_OFFERED agent=ada until="
                        + offerOf(session).until());
    }

    @Test
    void a_claim_accepts_the_offer_even_of_the_last_slot() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        agent(ADA).claim(session);

        assertThat(owner(session)).isEqualTo(ADA);
        assertThat(stored(session).offer()).isNull();
        assertThat(stored(session).agentSlot()).isEqualTo(1);
        assertThat(audit(session)).endsWith("ada SESSION_ASSIGNED agent=ada");
        passWhileThere(TIMEOUT);
        assertThat(owner(session)).isEqualTo(ADA);
    }

    @Test
    void a_message_to_the_customer_accepts_the_offer_too() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        agent(ADA).send(SendMessage.of(session, "hello"));

        assertThat(owner(session)).isEqualTo(ADA);
    }

    @Test
    void a_declined_session_is_offered_to_another_agent_and_to_the_same_one_after_the_policys_time() {
        offering(2);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        assertThat(agent(ADA).decline(session).session().offer()).isNull();

        assertThat(last(session).type()).isEqualTo("offer_ended");
        assertThat(last(session).audience()).isEqualTo(Audience.AGENTS);
        assertThat(last(session).metadata()).isEqualTo("{\"from\":\"ada\",\"cause\":\"declined\"}");
        assertThat(audit(session)).endsWith("ada OFFER_ENDED agent=ada cause=DECLINED");
        assertThat(stored(session).passedBy()).isEqualTo(Map.of(agentId(ADA), time.instant()));
        assertThat(store.openSessionsPerAgent()).isEmpty();
        passASecond();
        assertThat(stored(session).offer()).isNull();

        agent(BOB).agents();
        passASecond();
        assertOffered(session, BOB);
        agent(BOB).decline(session);
        passWhileThere(AGAIN.minusSeconds(4), ADA);
        assertThat(stored(session).offer()).isNull();
        passWhileThere(Duration.ofSeconds(4), ADA);
        assertOffered(session, ADA);
    }

    @Test
    void declining_once_more_or_what_is_not_offered_changes_nothing() {
        offering(2);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        long version = stored(session).version();

        agent(BOB).choosePresence(Presence.AWAY);
        agent(BOB).decline(session);
        assertThat(stored(session).version()).isEqualTo(version);

        agent(ADA).decline(session);
        agent(ADA).decline(session);
        assertThat(stored(session).version()).isEqualTo(version + 1);

        agent(ADA).claim(session);
        assertThat(agent(ADA).decline(session).session().state()).isEqualTo(SessionState.ACTIVE);
        agent(ADA).end(EndSession.of(session));
        assertThat(agent(ADA).decline(session).session().state()).isEqualTo(SessionState.ENDED);
        assertThat(refusalOf(() -> agent(ADA).decline(new SessionId("unknown"))).code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void an_offer_that_runs_out_is_withdrawn_and_another_agent_gets_the_next_one_within_a_second() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        agent(BOB).choosePresence(Presence.ONLINE);
        passASecond();

        passWhileThere(TIMEOUT.minusSeconds(4), BOB);
        assertOffered(session, ADA);
        passWhileThere(Duration.ofSeconds(4), BOB);

        assertOffered(session, BOB);
        assertThat(stored(session).passedBy()).containsOnlyKeys(agentId(ADA));
        assertThat(log(session))
                .filteredOn(entry -> entry.type().equals("offer_ended"))
                .extracting(Entry::metadata)
                .containsExactly("{\"from\":\"ada\",\"cause\":\"timed_out\"}");
        assertThat(audit(session)).contains("null OFFER_ENDED agent=ada cause=TIMED_OUT");
        assertThat(store.openSessionsPerAgent()).isEqualTo(Map.of(agentId(BOB), 1L));
    }

    @Test
    void an_agent_without_a_slot_beside_the_offer_gets_no_other_session() {
        offering(1);
        agent(ADA).agents();
        SessionId offered = offeredTo(ADA);
        SessionId other = started("dora");
        passASecond();

        assertThat(stored(other).offer()).isNull();
        assertThat(refusalOf(() -> agent(ADA).claim(other)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        agent(ADA).decline(offered);
        assertThat(agent(ADA).claim(other).session().state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void another_agent_may_claim_the_session_which_ends_the_offer() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        SessionId next = started("dora");

        agent(BOB).claim(session);
        passASecond();

        assertThat(owner(session)).isEqualTo(BOB);
        assertThat(refusalOf(() -> agent(ADA).claim(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertOffered(next, ADA);
    }

    @Test
    void whatever_takes_the_session_out_of_its_queue_ends_the_offer() {
        offering(1);
        agent(ADA).agents();
        supervisor("sue").choosePresence(Presence.AWAY);
        saveOffline("cora", "Care");
        List<Runnable> moves = List.of(
                () -> carla().end(EndSession.of(stored(CARLA))),
                () -> supervisor("sue").assign(stored(CARLA), agentId("sue"), false),
                () -> supervisor("sue")
                        .transfer(TransferSession.toAgent(stored(CARLA), agentId("sue"))
                                .force(true)
                                .build()),
                () -> supervisor("sue")
                        .transfer(TransferSession.toDepartment(stored(CARLA), "Care")
                                .build()));

        for (Runnable move : moves) {
            SessionId session = offeredTo(ADA);
            move.run();
            assertThat(stored(session).offer()).isNull();
            assertThat(store.openSessionsOf(agentId(ADA))).isEmpty();
            assertThat(stored(session).passedBy()).isEmpty();
        }
    }

    @Test
    void what_changes_a_session_in_its_queue_leaves_the_offer() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        Offer offer = offerOf(session);

        carlaSays(session, "still here");
        supervisor("sue").setPriority(session, Priority.URGENT);
        supervisor("sue").changeTags(session, List.of("vip"), List.of());
        supervisor("sue").escalate(session, "look");
        passASecond();

        assertThat(stored(session).offer()).isEqualTo(offer);
    }

    @Test
    void an_agent_who_goes_away_or_is_deactivated_loses_the_offer_and_may_get_it_again() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        agent(ADA).choosePresence(Presence.AWAY);
        passASecond();
        assertThat(stored(session).offer()).isNull();
        assertThat(last(session).metadata()).isEqualTo("{\"from\":\"ada\",\"cause\":\"agent_absent\"}");

        agent(ADA).choosePresence(Presence.ONLINE);
        passASecond();
        assertOffered(session, ADA);

        engine.setAgentActive(agentId(ADA), false);
        passASecond();
        assertThat(stored(session).offer()).isNull();
        assertThat(store.openSessionsPerAgent()).isEmpty();
    }

    @Test
    void an_agent_who_vanishes_has_the_time_of_the_offer() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        passWhileThere(TIMEOUT.plusSeconds(1));

        assertThat(stored(session).offer()).isNull();
        assertThat(last(session).metadata()).contains("timed_out");
    }

    @Test
    void an_offer_that_a_node_left_behind_ends_at_another_one() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        engine.close();

        engine = engineOver(store, policy(1).build());
        agent(ADA).agents();
        passASecond();
        assertOffered(session, ADA);
        passWhileThere(TIMEOUT, BOB);

        assertOffered(session, BOB);
    }

    @Test
    void offers_end_in_time_if_the_policy_makes_none_any_more() {
        offering(1);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        restart(unlimited().agentCapacity(1));

        passWhileThere(TIMEOUT.plusSeconds(10), ADA);

        assertThat(stored(session).offer()).isNull();
        assertThat(store.openSessionsPerAgent()).isEmpty();
    }

    @Test
    void a_session_that_comes_back_to_the_queue_is_offered_as_a_new_one() {
        offering(2);
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);
        agent(ADA).decline(session);

        agent(BOB).claim(session);
        agent(BOB).transfer(TransferSession.toQueue(session).build());
        passASecond();

        assertOffered(session, ADA);
    }

    @Test
    void an_offered_session_does_not_overflow_until_the_offer_ends() {
        restart(unlimited()
                .agentCapacity(1)
                .department(request -> "Sales")
                .routing(routing()
                        .overflow(new Overflow("Sales", "Care", Duration.ofSeconds(20)))
                        .build()));
        saveOffline(ADA, "Sales");
        agent(ADA).agents();
        SessionId session = offeredTo(ADA);

        passWhileThere(Duration.ofSeconds(25));
        assertThat(stored(session).department()).isEqualTo("Sales");
        passWhileThere(Duration.ofSeconds(8));
        settle();
        assertThat(stored(session).department()).isEqualTo("Care");
    }

    @Test
    void only_the_agent_who_is_offered_a_session_is_told_to_decide() {
        Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        engine.close();
        AlertPreferences always = AlertPreferences.builder().whileOnline(true).build();
        engine = closing(engineBuilder(store, policy(1).alertDefaults(always).build())
                .notifier(alerts::add)
                .listener(new ChatListener() {
                    @Override
                    public void onSessionOffered(Session session, Entry event) {
                        told.add(event.type());
                    }

                    @Override
                    public void onOfferEnded(Session session, Entry event) {
                        told.add(event.type());
                    }
                })
                .build());
        agent(BOB).choosePresence(Presence.AWAY);
        agent(ADA).agents();

        SessionId session = offeredTo(ADA);

        assertThat(agent(ADA).detail(session).allowed()).contains(AgentAction.DECLINE, AgentAction.CLAIM);
        assertThat(agent(BOB).detail(session).allowed())
                .contains(AgentAction.CLAIM)
                .doesNotContain(AgentAction.DECLINE);
        Await.until(() -> alerts.stream().anyMatch(alert -> alert.type() == AlertType.OFFERED));
        assertThat(alerts)
                .filteredOn(alert -> alert.type() == AlertType.OFFERED)
                .extracting(alert -> alert.recipient().id().value())
                .containsExactly(ADA);
        agent(ADA).decline(session);
        Await.until(() -> told.size() == 2);
        assertThat(told).containsExactly("session_offered", "offer_ended");
    }

    @Test
    void customers_see_a_session_that_waits() {
        offering(1);
        SessionId session = started();
        List<String> before = texts(carla().poll(everything(session, null)));
        agent(ADA).agents();
        passASecond();
        assertOffered(session, ADA);
        agent(ADA).decline(session);

        assertThat(texts(carla().poll(everything(session, null)))).isEqualTo(before);
        assertThat(carla().session(session).queuePosition()).isEqualTo(1);
        assertThat(stored(session).timeline().lastEntryAt())
                .isEqualTo(stored(session).timeline().createdAt());
    }

    @Test
    void times_of_the_policy_have_bounds() {
        RoutingPolicy.Builder routing = RoutingPolicy.builder();

        assertThat(routing.build().offerTimeout()).isEmpty();
        assertThat(routing.build().offerAgainAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(routing.offerTimeout(Duration.ofSeconds(5)).build().offerTimeout())
                .contains(Duration.ofSeconds(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routing.offerTimeout(Duration.ofMillis(4999)))
                .withMessageContaining("offerTimeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routing.offerTimeout(Duration.ofMinutes(10).plusMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routing.offerAgainAfter(Duration.ofMillis(999)))
                .withMessageContaining("offerAgainAfter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routing.offerAgainAfter(Duration.ofDays(1).plusMillis(1)));
    }

    private static RoutingPolicy.Builder routing() {
        return RoutingPolicy.builder()
                .strategy(RoutingStrategies.leastBusy())
                .offerTimeout(TIMEOUT)
                .offerAgainAfter(AGAIN);
    }

    private static ChatPolicy.Builder policy(int capacity) {
        return unlimited().agentCapacity(capacity).routing(routing().build());
    }

    private void saveOffline(String agent, String department) {
        engine.directory()
                .save(SaveAgent.builder(agentId(agent))
                        .departments(List.of(department))
                        .build());
    }

    private void offering(int capacity) {
        restart(policy(capacity));
    }

    /** Starts a session of Carla's, which is offered to the only agent with a free slot. */
    private SessionId offeredTo(String agent) {
        SessionId session = started();
        passASecond();
        assertOffered(session, agent);
        return session;
    }

    private Offer offerOf(SessionId session) {
        return Objects.requireNonNull(stored(session).offer(), "offer");
    }

    private void assertOffered(SessionId session, String agent) {
        Offer offer = stored(session).offer();
        assertThat(offer == null ? null : offer.agent().value()).isEqualTo(agent);
    }

    /** The id of the newest open session of a customer. */
    private SessionId stored(String customer) {
        List<Session> open = store.openSessionsOf(new CustomerId(customer));
        return open.get(open.size() - 1).id();
    }

    /** Lets time pass in ticks in which some agents are there. */
    private void passWhileThere(Duration duration, String... agents) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            pass(TICK);
            settle();
            List.of(agents).forEach(agent -> agent(agent).agents());
        }
    }

    private Entry last(SessionId session) {
        List<Entry> entries = log(session);
        return entries.get(entries.size() - 1);
    }

    private List<String> audit(SessionId session) {
        return store.auditAfter(session, 0, 100).stream()
                .map(record -> actor(record) + " " + record.action() + " " + record.detail())
                .toList();
    }

    private static @Nullable String actor(AuditRecord record) {
        return record.actor();
    }
}
