package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.memory.MemoryClusterBus;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.subscription.Subscription;
import dev.helpline.chat.core.subscription.SubscriptionEnd;
import dev.helpline.chat.core.subscription.SubscriptionEnd.Reason;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.testkit.fault.FaultyStore;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Subscriptions to the board; what every subscription promises is in {@link SubscriptionContract}. */
abstract class BoardSubscriptionContract extends EngineTest {
    /** How long changes are gathered before they are told. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final BoardReceiver receiver = new BoardReceiver();

    @Test
    void the_first_delivery_comes_at_once_with_all_open_sessions() {
        SessionId session = active();

        subscribe(BoardRequest.SNAPSHOT);

        assertThat(receiver.answers()).hasSize(1);
        assertThat(receiver.answers().get(0).snapshot()).isTrue();
        assertThat(receiver.held()).containsOnlyKeys(session);
    }

    @Test
    void the_first_delivery_comes_even_if_the_subscriber_has_everything() {
        active();
        String cursor = anton().board(BoardRequest.SNAPSHOT).cursor();

        subscribe(BoardRequest.after(cursor));

        assertThat(receiver.answers())
                .containsExactly(anton().board(BoardRequest.after(cursor)))
                .extracting(BoardAnswer::snapshot)
                .containsExactly(false);
    }

    @Test
    void each_change_is_delivered_once() {
        subscribe(BoardRequest.SNAPSHOT);

        SessionId session = active();
        pass(SOON);
        antonSays(session, "Hello");
        pass(SOON);
        anton().end(EndSession.of(session));
        pass(SOON);
        passSlowly(Duration.ofSeconds(3));

        assertThat(receiver.answers()).hasSize(4);
        assertThat(receiver.answers().get(3).gone()).containsExactly(session);
        assertThat(receiver.held()).isEmpty();
    }

    @Test
    void a_busy_receiver_gets_the_rest_in_one_delivery_once_it_has_room() {
        SessionId session = active();
        receiver.hold();
        subscribe(BoardRequest.SNAPSHOT);
        for (int i = 0; i < 5; i++) {
            antonSays(session, "m" + i);
            pass(SOON);
        }
        int before = receiver.answers().size();

        receiver.makeRoom();
        workers.awaitIdle();

        assertThat(before).isEqualTo(1);
        assertThat(receiver.answers()).hasSize(2);
        assertThat(receiver.held())
                .isEqualTo(new BoardReading(anton()::board).toTheEnd().held());
    }

    @Test
    void a_receiver_that_is_too_slow_goes_on_with_the_cursor_it_is_told() {
        SessionId session = active();
        BoardReading reading = new BoardReading(anton()::board).toTheEnd();
        receiver.hold();
        subscribe(BoardRequest.after(reading.cursor()));

        antonSays(session, "Hello");
        pass(Subscription.PATIENCE);
        SubscriptionEnd end = answerOf(receiver.end());

        assertThat(end.reason()).isEqualTo(Reason.RECEIVER_TOO_SLOW);
        assertThat(end.cursor()).contains(reading.cursor());
        assertThat(reading.once().snapshot()).isFalse();
        assertThat(reading.held()).containsOnlyKeys(session);
    }

    @Test
    void a_subscription_keeps_the_board_and_a_cancelled_one_does_not() {
        active();
        Subscription subscription = subscribe(BoardRequest.SNAPSHOT);
        String cursor = receiver.answers().get(0).cursor();
        passSlowly(Duration.ofSeconds(65));
        boolean isKept = !anton().board(BoardRequest.after(cursor)).snapshot();

        subscription.cancel();
        passSlowly(Duration.ofSeconds(63));

        assertThat(isKept).isTrue();
        assertThat(anton().board(BoardRequest.after(cursor)).snapshot()).isTrue();
        assertThat(receiver.answers()).hasSize(1);
    }

    @Test
    void a_deactivated_agent_is_told_nothing_that_happens_afterwards() {
        SessionId session = active();
        agent("berta").subscribeBoard(BoardRequest.SNAPSHOT, receiver);
        workers.awaitIdle();

        engine.setAgentActive(agentId("berta"), false);
        antonSays(session, "not for Berta");
        pass(SOON);

        assertThat(answerOf(receiver.end()).reason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(receiver.answers()).hasSize(1);
    }

    @Test
    void a_subscription_ends_with_the_token() {
        AgentDesk berta = engine.agent(new Accepted(
                Principal.agent("berta", Role.AGENT, null, null), time.instant().plusSeconds(10)));
        berta.subscribeBoard(BoardRequest.SNAPSHOT, receiver);

        passSlowly(Duration.ofSeconds(9));
        boolean early = receiver.end().isDone();
        passSlowly(Duration.ofSeconds(2));

        assertThat(early).isFalse();
        assertThat(answerOf(receiver.end()).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
    }

    @Test
    void closing_the_engine_ends_the_subscription_with_the_last_cursor() {
        active();
        subscribe(BoardRequest.SNAPSHOT);

        engine.close();

        assertThat(answerOf(receiver.end()).reason()).isEqualTo(Reason.ENGINE_CLOSED);
        assertThat(answerOf(receiver.end()).cursor())
                .contains(receiver.answers().get(0).cursor());
    }

    @Test
    void a_store_that_cannot_be_read_at_first_delays_the_first_delivery() {
        FaultyStore faulty = new FaultyStore(store);
        engine.close();
        engine = engineOver(faulty, unlimited().build());
        SessionId session = active();
        AgentDesk anton = anton();
        faulty.readsFail(true);

        anton.subscribeBoard(BoardRequest.SNAPSHOT, receiver);
        passSlowly(Duration.ofSeconds(3));
        int before = receiver.answers().size();
        faulty.readsFail(false);
        passSlowly(Duration.ofSeconds(2));

        assertThat(before).isZero();
        assertThat(receiver.held()).containsOnlyKeys(session);
    }

    @Test
    void a_hint_of_the_bus_tells_what_another_engine_changed_before_the_next_look() {
        MemoryClusterBus bus = new MemoryClusterBus();
        engine.close();
        engine = closing(
                engineBuilder(store, unlimited().build()).clusterBus(bus).build());
        ChatEngine other = closing(
                engineBuilder(store, unlimited().build()).clusterBus(bus).build());
        List<String> passed = new CopyOnWriteArrayList<>();
        bus.subscribe(new Passed(passed));
        SessionId session = active();
        pass(TICK);
        BoardRequest request = BoardRequest.after(
                        new BoardReading(anton()::board).toTheEnd().cursor())
                .waiting(Duration.ofSeconds(20));
        CompletableFuture<BoardAnswer> waiting = future(anton().boardAsync(request));

        other.agent(Principal.agent(ANTON, Role.AGENT, null, null)).send(SendMessage.of(session, "from there"));
        String version = "/" + stored(session).version();
        Await.until(() -> passed.stream().anyMatch(notice -> notice.contains(session.value() + version)));
        pass(SOON);

        assertThat(answerOf(waiting).sessions())
                .extracting(summary -> summary.view().session())
                .containsExactly(stored(session));
    }

    private Subscription subscribe(BoardRequest request) {
        Subscription subscription = anton().subscribeBoard(request, receiver);
        workers.awaitIdle();
        return subscription;
    }

    /** Hears of a notice after the engines did, since it subscribed after them. */
    private record Passed(List<String> notices) implements ClusterBus.Listener {
        @Override
        public void received(String notice) {
            notices.add(notice);
        }

        @Override
        public void mayHaveMissed() {}
    }
}
