package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.desk.OpenSessionPage;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.core.routing.RoutingStrategies;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.QueueOrder;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Places in the queue, and estimates of the wait. */
abstract class QueueContract extends EngineTest {
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    @Test
    void waiting_customers_are_told_their_places_in_the_order_they_came() {
        List<SessionId> queue = queueOf(4);

        assertThat(queue.stream().map(this::place)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_place_gets_worse_only_by_an_event_and_is_that_of_the_order() {
        for (long seed = 1; seed <= 2; seed++) {
            Random random = new Random(seed);
            Map<SessionId, Integer> before = Map.of();
            for (int step = 0; step < 30; step++) {
                List<Session> queue = waiting();
                Set<SessionId> moved = act(random, queue);
                pass(TICK);

                Map<SessionId, Integer> places = places();

                Map<SessionId, Integer> known = before;
                assertThat(places).allSatisfy((session, place) -> {
                    boolean isWorse = place > known.getOrDefault(session, Integer.MAX_VALUE);
                    boolean hasPassed =
                            moved.stream().anyMatch(other -> places.getOrDefault(other, Integer.MAX_VALUE) < place);
                    assertThat(!isWorse || hasPassed || moved.contains(session)).isTrue();
                });
                before = places;
                pass(Duration.ofSeconds(random.nextInt(20 * 60)));
                carlaIsSeenIn(places.keySet());
            }
            waiting().forEach(session -> carla().end(EndSession.of(session.id())));
        }
    }

    /** Starts a session, gives one another priority, or claims one. Returns the sessions that may have passed others. */
    private Set<SessionId> act(Random random, List<Session> queue) {
        int what = queue.isEmpty() ? 0 : random.nextInt(4);
        if (what > 1) {
            anton().claim(queue.get(0).id());
            return Set.of();
        }
        SessionId changed =
                what == 0 ? started() : queue.get(random.nextInt(queue.size())).id();
        anton().setPriority(changed, PRIORITIES.get(random.nextInt(PRIORITIES.size())));
        return Set.of(changed);
    }

    private void carlaIsSeenIn(Set<SessionId> waiting) {
        waiting.forEach(session -> carla().poll(everything(session, null)));
    }

    private List<Session> waiting() {
        return store.openSessionsOf(new CustomerId(CARLA)).stream()
                .filter(session -> session.state() == SessionState.WAITING)
                .sorted(QueueOrder.FIRST_SERVED)
                .toList();
    }

    /** Returns the places as customers are told; each is that of the order. */
    private Map<SessionId, Integer> places() {
        Map<SessionId, Integer> places = new HashMap<>();
        List<Session> queue = waiting();
        for (int i = 0; i < queue.size(); i++) {
            SessionId id = queue.get(i).id();
            assertThat(place(id)).isEqualTo(i + 1);
            places.put(id, i + 1);
        }
        return places;
    }

    @Test
    void a_poll_tells_the_place_from_the_first_on() {
        queueOf(2);
        SessionId third = started();

        assertThat(carla().poll(everything(third, null)).view().queuePosition()).isEqualTo(3);
    }

    @Test
    void places_move_up_when_an_earlier_session_is_claimed_or_ends() {
        List<SessionId> queue = queueOf(4);

        anton().claim(queue.get(0));
        carla().end(EndSession.of(queue.get(2)));

        assertThat(queue.stream().map(this::place)).containsExactly(null, 1, null, 2);
    }

    @Test
    void an_agents_first_message_moves_the_queue_too() {
        List<SessionId> queue = queueOf(2);

        antonSays(queue.get(0), "Hello!");

        assertThat(place(queue.get(1))).isEqualTo(1);
    }

    @Test
    void a_waiting_poll_is_told_the_new_place_within_a_second() {
        List<SessionId> queue = queueOf(2);
        pass(TICK);
        SessionId second = queue.get(1);
        String cursor = carla().poll(everything(second, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(second, cursor).waiting(Duration.ofSeconds(20))));

        anton().claim(queue.get(0));
        pass(TICK);

        assertThat(answerOf(poll).view().queuePosition()).isEqualTo(1);
    }

    @Test
    void a_place_that_a_client_was_told_is_no_news_a_second_later() {
        SessionId session = started();
        PollAnswer first = carla().poll(everything(session, null));
        assertThat(first.view().queuePosition()).isEqualTo(1);

        pass(TICK);

        assertThat(carla().poll(everything(session, first.cursor())).cursor()).isEqualTo(first.cursor());
    }

    @Test
    void a_claimed_session_has_no_place() {
        SessionId session = active();
        pass(TICK);

        assertThat(place(session)).isNull();
        assertThat(carla().poll(everything(session, null)).view().queuePosition())
                .isNull();
    }

    @Test
    void before_a_session_was_served_nothing_is_said_about_the_wait() {
        SessionId session = started();
        anton().agents();
        pass(TICK);

        assertThat(carla().session(session).estimatedWait()).isNull();
    }

    @Test
    void without_an_agent_nothing_is_said_about_the_wait() {
        served(Duration.ofSeconds(40));
        pass(WaitEstimate.AGENT_SEEN_WITHIN.plus(TICK));
        SessionId session = started();

        assertThat(carla().session(session).estimatedWait()).isNull();
    }

    @Test
    void the_wait_is_estimated_from_recent_services() {
        served(Duration.ofSeconds(40));
        List<SessionId> queue = queueOf(3);
        pass(TICK);

        List<WaitEstimate> estimates = queue.stream().map(this::estimate).toList();

        assertThat(estimates.get(0).median()).isEqualTo(Duration.ofSeconds(40));
        assertThat(estimates).isSortedAccordingTo(Comparator.comparing(WaitEstimate::median));
        assertThat(estimates).extracting(WaitEstimate::median).doesNotHaveDuplicates();
        assertThat(estimates)
                .allSatisfy(estimate -> assertThat(estimate.p90())
                        .isGreaterThan(estimate.median().multipliedBy(2)));
    }

    @Test
    void more_agents_serve_more_at_once() {
        served(Duration.ofSeconds(40));
        SessionId session = started();
        agent("second").agents();
        pass(TICK);

        assertThat(estimate(session).median()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void an_agent_of_several_sessions_serves_them_at_once() {
        served(Duration.ofSeconds(40));
        queueOf(4).forEach(anton()::claim);
        SessionId session = started();
        pass(TICK);

        assertThat(estimate(session).median()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_customer_whose_session_was_given_back_is_told_an_estimate_too() {
        served(Duration.ofSeconds(40));
        SessionId session = started();
        anton().claim(session);
        anton().transfer(TransferSession.toQueue(session).build());
        pass(TICK);

        assertThat(estimate(session).median()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void where_sessions_are_routed_a_full_team_serves_as_many_as_its_places() {
        served(Duration.ofSeconds(40));
        routed(unlimited().agentCapacity(2));
        passSlowly(Duration.ofSeconds(2));
        SessionId first = started("first");
        SessionId second = started("second");
        routing(first, second);
        SessionId third = started("third");
        pass(TICK);

        assertThat(Objects.requireNonNull(customer("third").session(third).estimatedWait())
                        .median())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void where_sessions_are_routed_nothing_is_estimated_while_a_place_is_free() {
        served(Duration.ofSeconds(40));
        routed(unlimited().agentCapacity(2));
        SessionId session = started();
        routing(session);
        anton().transfer(TransferSession.toQueue(session).build());
        pass(TICK);

        assertThat(stored(session).returnedBy()).isEqualTo(agentId(ANTON));
        assertThat(carla().session(session).queuePosition()).isEqualTo(1);
        assertThat(carla().session(session).estimatedWait()).isNull();
    }

    @Test
    void an_estimate_stays_as_it_is_in_polls_without_news() {
        served(Duration.ofSeconds(40));
        SessionId session = started();
        pass(TICK);
        String cursor = carla().poll(everything(session, null)).cursor();
        PollAnswer first = carla().poll(everything(session, cursor));
        assertThat(first.view().estimatedWait()).isNotNull();
        assertThat(carla().poll(everything(session, cursor))).isSameAs(first);

        pass(TICK.multipliedBy(5));

        PollAnswer later = carla().poll(everything(session, cursor));
        assertThat(later.cursor()).isEqualTo(first.cursor());
        assertThat(later.view()).isEqualTo(first.view());
    }

    @Test
    void a_new_estimate_ends_no_poll() {
        served(Duration.ofSeconds(40));
        SessionId session = started();
        pass(TICK);
        String cursor = carla().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll =
                future(carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20))));

        agent("second").agents();
        passSlowly(Duration.ofSeconds(15));

        assertThat(poll).isNotDone();
        passSlowly(Duration.ofSeconds(6));
        assertThat(answerOf(poll).view().estimatedWait()).isEqualTo(estimate(session));
    }

    @Test
    void a_poll_without_news_is_told_the_estimate_once_an_agent_is_there() {
        served(Duration.ofSeconds(40));
        pass(WaitEstimate.AGENT_SEEN_WITHIN.plus(TICK));
        SessionId session = started();
        pass(TICK);
        String cursor = carla().poll(everything(session, null)).cursor();
        PollAnswer before = carla().poll(everything(session, cursor));
        assertThat(before.view().estimatedWait()).isNull();
        assertThat(carla().poll(everything(session, cursor))).isSameAs(before);

        anton().agents();
        pass(TICK);

        PollAnswer answer = carla().poll(everything(session, cursor));
        assertThat(answer.cursor()).isEqualTo(cursor);
        assertThat(answer.view().estimatedWait()).isNotNull();
    }

    @Test
    void the_desk_lists_open_sessions_with_the_waiting_first() {
        SessionId active = active();
        SessionId waiting = started();
        ended();

        OpenSessionPage page = anton().openSessions(OpenSessionQuery.ALL, 1, 10);

        assertThat(page.sessions())
                .extracting(summary -> summary.view().session().id())
                .containsExactly(waiting, active);
        assertThat(page.sessions().get(0).view().queuePosition()).isEqualTo(1);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.totalActive()).isEqualTo(2);
        assertThat(page.waiting()).isEqualTo(1);
        assertThat(page.next()).isNull();
    }

    @Test
    void the_desk_reads_its_list_on_by_keys_while_the_queue_moves() {
        List<SessionId> waiting = queueOf(5);

        OpenSessionPage first = anton().openSessions(OpenSessionQuery.ALL, 1, 2);
        anton().claim(waiting.get(0));
        OpenSessionPage second = anton().openSessions(OpenSessionQuery.ALL, Objects.requireNonNull(first.next()), 3);

        assertThat(ids(first)).containsExactlyElementsOf(waiting.subList(0, 2));
        assertThat(ids(second)).containsExactlyElementsOf(waiting.subList(2, 5));
        assertThat(second.next()).isNotNull();
    }

    private static List<SessionId> ids(OpenSessionPage page) {
        return page.sessions().stream()
                .map(summary -> summary.view().session().id())
                .toList();
    }

    private List<SessionId> queueOf(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    time.advance(Duration.ofMillis(1));
                    return started();
                })
                .toList();
    }

    /** Anton serves a session for so long. */
    private void served(Duration service) {
        SessionId session = started();
        anton().claim(session);
        pass(service);
        anton().end(EndSession.of(session));
    }

    private void routed(ChatPolicy.Builder policy) {
        restart(policy.routing(
                RoutingPolicy.builder().strategy(RoutingStrategies.leastBusy()).build()));
        anton().agents();
    }

    /** Lets time pass until the sessions have an agent. */
    private void routing(SessionId... sessions) {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMillis(100));
            settle();
        }
        assertThat(sessions)
                .allSatisfy(session -> assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE));
    }

    private @Nullable Integer place(SessionId session) {
        return carla().session(session).queuePosition();
    }

    private WaitEstimate estimate(SessionId session) {
        return Objects.requireNonNull(carla().session(session).estimatedWait());
    }
}
