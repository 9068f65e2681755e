package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.outbox.DeliveryAttempt;
import dev.helpline.chat.core.outbox.DeliveryAttempt.Outcome;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.outbox.ChatEvent;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.ErasureEvent;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.privacy.PrivacyStore;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Durable listeners: every event at least once, in the order of its session, by one engine at a time. */
abstract class DurableListenerContract extends EngineTest {
    private static final String NAME = "crm";

    private final Queue<ChatEvent> told = new ConcurrentLinkedQueue<>();
    private volatile Predicate<ChatEvent> failing = event -> false;

    @BeforeEach
    void listen() {
        Assumptions.assumeTrue(store instanceof OutboxStore, "the store keeps no outbox");
        engine.close();
        engine = listened(this::tell, DeliveryPolicy.DEFAULT);
    }

    @Test
    void every_event_of_a_session_is_told_in_the_order_of_its_log() {
        SessionId session = active();
        carlaSays(session, "one");
        antonSays(session, "two");
        anton().end(EndSession.of(session));

        awaitTaken();

        assertThat(told).extracting(ChatEvent::entry).containsExactlyElementsOf(log(session));
        assertThat(told).extracting(ChatEvent::attempt).containsOnly(1);
        assertThat(told)
                .extracting(ChatEvent::id)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(session + "/1");
        assertThat(told).extracting(event -> event.session().id()).containsOnly(session);
    }

    @Test
    void without_a_durable_listener_nothing_is_kept() {
        ChatEngine other = engineOver(store, unlimited().build());

        SessionId session = watched(other.customer(Principal.customer("cleo", null))
                .start(StartSession.PLAIN)
                .session()
                .id());

        assertThat(((OutboxStore) store).deliveries(NAME, session, 1)).isEmpty();
        assertThat(other.durableListeners()).isEmpty();
        assertThat(engine.durableListeners()).containsExactly(NAME);
    }

    @Test
    void an_event_that_fails_comes_again_after_a_pause_and_holds_up_its_session_only() {
        SessionId session = started();
        awaitTaken();
        told.clear();
        failing = event ->
                event.session().id().equals(session) && event.entry().text().equals("one");

        carlaSays(session, "one");
        carlaSays(session, "two");
        Await.until(() -> failedAttempts(session) == 1);
        SessionId other = started("cleo");
        Await.until(() -> told.stream().anyMatch(event -> event.session().id().equals(other)));

        assertThat(texts(session)).containsExactly("one");
        failing = event -> false;
        pass(TICK);
        awaitTaken();
        assertThat(texts(session)).containsExactly("one", "one", "two");
        assertThat(told.stream().filter(event -> event.session().id().equals(session)))
                .extracting(ChatEvent::attempt)
                .containsExactly(1, 2, 1);
    }

    @Test
    void after_the_last_attempt_the_session_goes_on_without_the_event() {
        restartWith(DeliveryPolicy.builder().attempts(2).build());
        SessionId session = started();
        awaitTaken();
        told.clear();
        failing = event -> event.entry().text().equals("one");
        carlaSays(session, "one");
        carlaSays(session, "two");
        Await.until(() -> failedAttempts(session) == 1);

        pass(TICK);
        Await.until(() -> counts().equals(OutboxCounts.of(0, 1)));

        assertThat(texts(session)).containsExactly("one", "one", "two");
        Delivery dead = engine.outbox().deadLetters(NAME, null, 10).get(0);
        assertThat(dead.attempts()).isEqualTo(2);
        assertThat(dead.failure()).contains("failing on purpose");

        failing = event -> false;
        assertThat(engine.outbox().retry(dead)).isTrue();
        awaitTaken();
        assertThat(texts(session)).containsExactly("one", "one", "two", "one");
        assertThat(engine.outbox().deadLetters(NAME, null, 10)).isEmpty();
    }

    @Test
    void what_became_of_the_newest_events_can_be_seen() {
        restartWith(DeliveryPolicy.builder().attempts(2).build());
        SessionId session = started();
        awaitTaken();
        failing = event -> event.entry().text().equals("one");
        long seq = carlaSays(session, "one").seq();
        Await.until(() -> failedAttempts(session) == 1);

        DeliveryAttempt first = engine.outbox().attempts(NAME, 1).get(0);
        assertThat(first.eventId()).isEqualTo(session + "/" + seq);
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.at()).isEqualTo(time.instant());
        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.nextAt()).isEqualTo(time.instant().plusSeconds(1));
        Delivery waiting = engine.outbox().undelivered(NAME, null, 10).get(0);
        assertThat(waiting.eventId()).isEqualTo(first.eventId());
        assertThat(waiting.failure()).contains("failing on purpose");
        assertThat(waiting.dueAt()).isEqualTo(first.nextAt());

        pass(TICK);
        Await.until(() -> counts().equals(OutboxCounts.of(0, 1)));
        assertThat(outcomes()).startsWith("DEAD 2", "FAILED 1", "TAKEN 1");
        failing = event -> false;
        engine.outbox().retry(engine.outbox().undelivered(NAME, null, 10).get(0));
        awaitTaken();
        assertThat(outcomes()).startsWith("TAKEN 1", "DEAD 2", "FAILED 1", "TAKEN 1");
        assertThat(engine.outbox().attempts(NAME, 1).get(0).nextAt()).isNull();
        assertThat(engine.outbox().attempts("unknown", 10)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> engine.outbox().attempts(NAME, 1001));
    }

    private List<String> outcomes() {
        return engine.outbox().attempts(NAME, 10).stream()
                .map(attempt -> attempt.outcome() + " " + attempt.attempt())
                .toList();
    }

    @Test
    void the_erasure_of_a_session_is_told_until_it_is_taken_and_what_was_not_taken_before_never() {
        Assumptions.assumeTrue(store instanceof PrivacyStore, "the store erases nothing");
        Queue<ErasureEvent> erased = new ConcurrentLinkedQueue<>();
        engine.close();
        engine = listened(
                new DurableListener() {
                    @Override
                    public void onEvent(ChatEvent event) {
                        tell(event);
                    }

                    @Override
                    public void onErased(ErasureEvent event) {
                        erased.add(event);
                        if (event.attempt() < 3) {
                            throw new IllegalStateException("failing on purpose");
                        }
                    }
                },
                DeliveryPolicy.DEFAULT);
        SessionId session = carla().start(StartSession.PLAIN).session().id();
        awaitTaken();
        failing = event -> true;
        carlaSays(session, "one");
        Await.until(() -> failedAttempts(session) == 1);
        told.clear();

        engine.privacy().erase(new CustomerId(CARLA));
        Await.until(() -> {
            pass(TICK);
            return counts().waiting() == 0;
        });

        assertThat(erased)
                .containsExactly(ErasureEvent.of(session, 1), ErasureEvent.of(session, 2), ErasureEvent.of(session, 3));
        assertThat(told).isEmpty();
        assertThat(outcomes()).startsWith("TAKEN 3", "FAILED 2", "FAILED 1");
        assertThat(engine.outbox().attempts(NAME, 1).get(0).eventId()).isEqualTo(session + "/erased");
    }

    @Test
    void a_dead_letter_can_be_discarded() {
        restartWith(DeliveryPolicy.builder().attempts(1).build());
        failing = event -> true;
        SessionId session = started();
        Await.until(() -> counts().waiting() == 0);
        List<Delivery> dead = engine.outbox().deadLetters(NAME, null, 10);
        assertThat(dead).hasSameSizeAs(log(session));

        dead.forEach(letter -> assertThat(engine.outbox().discard(letter)).isTrue());

        assertThat(counts()).isEqualTo(OutboxCounts.of(0, 0));
    }

    @Test
    void what_one_engine_left_the_next_one_hands_over() {
        failing = event -> true;
        SessionId session = started();
        carlaSays(session, "one");
        Await.until(() -> failedAttempts(session) == 1);
        engine.close();
        told.clear();
        failing = event -> false;

        engine = listened(this::tell, DeliveryPolicy.DEFAULT);
        pass(TICK);
        awaitTaken();

        assertThat(told).extracting(ChatEvent::entry).containsExactlyElementsOf(log(session));
    }

    @Test
    void one_engine_at_a_time_calls_the_listener() {
        Queue<ChatEvent> toldThere = new ConcurrentLinkedQueue<>();
        started();
        awaitTaken();
        ChatEngine other = listened(toldThere::add, DeliveryPolicy.DEFAULT);

        SessionId session = watched(other.customer(Principal.customer("cleo", null))
                .start(StartSession.PLAIN)
                .session()
                .id());
        pass(TICK);
        awaitTaken();

        assertThat(told).extracting(event -> event.session().id()).contains(session);
        assertThat(toldThere).isEmpty();

        engine.close();
        engine = other;
        cleoSays(session);
        pass(TICK);
        Await.until(() -> !toldThere.isEmpty());
        assertThat(toldThere).extracting(event -> event.entry().text()).containsExactly("late");
    }

    @Test
    void an_engine_goes_on_for_one_that_vanished_once_its_lease_has_ended() {
        engine.close();
        store.takeLease(
                "outbox:" + NAME, "vanished", time.instant(), time.instant().plusSeconds(15));
        engine = listened(this::tell, DeliveryPolicy.DEFAULT);
        started();

        passSlowly(Duration.ofSeconds(10));
        assertThat(told).isEmpty();
        passSlowly(Duration.ofSeconds(6));
        awaitTaken();

        assertThat(told).isNotEmpty();
    }

    @Test
    void more_sessions_than_one_look_finds_are_told_of_one_after_the_other_without_a_pause() {
        engine.close();
        store.takeLease(
                "outbox:" + NAME, "vanished", time.instant(), time.instant().plusSeconds(15));
        engine = listened(this::tell, DeliveryPolicy.DEFAULT);
        int sessions = 300;
        for (int i = 0; i < sessions; i++) {
            started("customer-" + i);
        }
        assertThat(told).isEmpty();

        passSlowly(Duration.ofSeconds(17));
        awaitTaken();

        assertThat(told).extracting(ChatEvent::id).doesNotHaveDuplicates().hasSize(sessions);
    }

    @Test
    void a_listener_that_hangs_delays_neither_commits_nor_other_sessions() throws InterruptedException {
        engine.close();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        engine = listened(
                event -> {
                    tell(event);
                    if (event.entry().text().equals("hang")) {
                        hanging.countDown();
                        assertThat(free.await(60, TimeUnit.SECONDS)).isTrue();
                    }
                },
                DeliveryPolicy.DEFAULT);
        SessionId session = started();
        carlaSays(session, "hang");
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();

        carlaSays(session, "after");
        SessionId other = started("cleo");
        Await.until(() -> told.stream().anyMatch(event -> event.session().id().equals(other)));
        assertThat(texts(session)).doesNotContain("after");

        free.countDown();
        awaitTaken();
        assertThat(texts(session)).endsWith("hang", "after");
    }

    @Test
    void many_sessions_at_once_lose_nothing_and_keep_their_order() {
        List<SessionId> sessions = Stream.iterate(0, i -> i + 1)
                .limit(40)
                .map(i -> started("customer-" + i))
                .toList();
        for (int round = 0; round < 5; round++) {
            String text = "round " + round;
            for (int i = 0; i < sessions.size(); i++) {
                customer("customer-" + i).send(SendMessage.of(sessions.get(i), text));
            }
        }
        awaitTaken();

        for (SessionId session : sessions) {
            assertThat(told.stream()
                            .filter(event -> event.session().id().equals(session))
                            .map(ChatEvent::entry))
                    .containsExactlyElementsOf(log(session));
        }
    }

    @Test
    void names_are_checked_and_are_different() {
        ChatEngine.Builder builder = engineBuilder(store, unlimited().build());
        DurableListener nothing = event -> {};

        for (String bad : List.of("", "with space", "ü", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.durableListener(bad, nothing));
        }
        builder.durableListener("x".repeat(64), nothing).durableListener("a-b.c_D9", nothing);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.durableListener("a-b.c_D9", nothing));
        assertThat(closing(builder.build()).durableListeners()).isEqualTo(Set.of("x".repeat(64), "a-b.c_D9"));
    }

    private void cleoSays(SessionId session) {
        customer("cleo").send(SendMessage.of(session, "late"));
    }

    private void restartWith(DeliveryPolicy policy) {
        engine.close();
        engine = listened(this::tell, policy);
    }

    private ChatEngine listened(DurableListener listener, DeliveryPolicy policy) {
        return closing(engineBuilder(store, unlimited().build())
                .durableListener(NAME, listener, policy)
                .build());
    }

    private void tell(ChatEvent event) {
        told.add(event);
        if (failing.test(event)) {
            throw new IllegalStateException("failing on purpose");
        }
    }

    private OutboxCounts counts() {
        return engine.outbox().counts(NAME);
    }

    private void awaitTaken() {
        Await.until(() -> counts().waiting() == 0);
    }

    private int failedAttempts(SessionId session) {
        return ((OutboxStore) store)
                .deliveries(NAME, session, 1).stream()
                        .mapToInt(Delivery::attempts)
                        .sum();
    }

    private List<String> texts(SessionId session) {
        return told.stream()
                .filter(event -> event.session().id().equals(session))
                .map(ChatEvent::entry)
                .filter(Entry::isMessage)
                .map(Entry::text)
                .toList();
    }
}
