package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.testkit.fault.Fault;
import dev.helpline.chat.testkit.fault.Gate;
import dev.helpline.chat.testkit.time.Await;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store fails, hangs or loses its replies: callers are told the truth, and nothing is stored twice. */
class UnknownOutcomeTest extends FaultTest {
    private static final SessionId ID = new SessionId("client-made");

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_STORED", "UNKNOWN_NOT_STORED"})
    void an_unknown_outcome_is_settled_by_the_identical_commit(Fault fault) {
        SessionId session = active();
        faulty.next(fault, fault, fault);

        Entry sent = answerInTime(carla().sendAsync(SendMessage.of(session, "once")));

        assertThat(faulty.stepsLeft()).isZero();
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "once");
        assertThat(log(session).get(2)).isEqualTo(sent);
    }

    @Test
    void what_was_stored_without_an_answer_reaches_followers() {
        SessionId session = active();
        Reading reading = Reading.everything(carla()::poll, session, 50).toTheEnd();
        faulty.next(Fault.UNKNOWN_STORED);

        answerInTime(anton().sendAsync(SendMessage.of(session, "once")));

        assertThat(reading.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void at_the_deadline_the_caller_is_told_that_the_outcome_is_unknown() {
        SessionId session = active();
        faulty.next(Collections.nCopies(100, Fault.UNKNOWN_NOT_STORED).toArray(Fault[]::new));

        ChatException refusal = refusalInTime(carla().sendAsync(message(session, "m", "lost?")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("stored", "unknown");
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(faulty.stepsLeft()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_STORED", "UNKNOWN_NOT_STORED"})
    void a_retry_after_the_deadline_succeeds_whatever_became_of_the_first_try(Fault fault) {
        SessionId session = active();
        faulty.next(fault);
        faulty.next(Collections.nCopies(100, Fault.UNKNOWN_NOT_STORED).toArray(Fault[]::new));
        refusalInTime(carla().sendAsync(message(session, "m", "lost?")));
        faulty.mend();

        Entry sent = carla().send(message(session, "m", "lost?"));

        assertThat(log(session))
                .filteredOn(entry -> entry.text().equals("lost?"))
                .containsExactly(sent);
    }

    /**
     * A database goes away during a COMMIT and then cannot be reached: the failure of the second try says nothing
     * about the first.
     */
    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_STORED", "UNKNOWN_NOT_STORED"})
    void a_second_try_that_was_not_stored_proves_nothing_about_the_first(Fault fault) {
        SessionId session = active();
        faulty.next(fault, Fault.NOT_STORED, Fault.NOT_STORED);

        Entry sent = answerInTime(carla().sendAsync(SendMessage.of(session, "once")));

        assertThat(faulty.stepsLeft()).isZero();
        assertThat(log(session).get(2)).isEqualTo(sent);
        assertThat(log(session)).hasSize(3);
    }

    @Test
    void a_message_that_may_be_stored_is_never_reported_as_not_stored() {
        SessionId session = active();
        faulty.next(Fault.UNKNOWN_STORED);
        faulty.next(Collections.nCopies(100, Fault.NOT_STORED).toArray(Fault[]::new));

        ChatException refusal = refusalInTime(carla().sendAsync(message(session, "m", "stored")));

        assertThat(refusal.details()).containsEntry("stored", "unknown");
        assertThat(log(session)).extracting(EngineTest::word).endsWith("stored");
    }

    @Test
    void a_start_that_may_be_stored_is_never_reported_as_not_stored() {
        faulty.next(Fault.UNKNOWN_STORED);
        faulty.next(Collections.nCopies(100, Fault.NOT_STORED).toArray(Fault[]::new));

        ChatException refusal = refusalInTime(meanwhile(() -> carla().start(StartSession.withId(ID))));

        assertThat(refusal.details()).containsEntry("stored", "unknown");
        assertThat(store.findSession(ID)).isPresent();
    }

    @Test
    void what_was_not_stored_is_said_at_once_and_the_next_command_goes_through() {
        SessionId session = active();
        faulty.next(Fault.NOT_STORED);

        ChatException refusal = refusalOf(() -> carlaSays(session, "lost"));
        carlaSays(session, "next");

        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(log(session))
                .extracting(EngineTest::word)
                .containsExactly("session_started", "session_assigned", "next");
    }

    @Test
    void of_commands_that_went_together_only_the_one_the_store_refuses_fails() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> first = future(carla().sendAsync(message(session, "m0", "m0")));
        gate.awaitArrival();
        faulty.next(Fault.NOT_STORED, Fault.NONE, Fault.NOT_STORED, Fault.NONE);
        List<CompletableFuture<Entry>> together = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> future(carla().sendAsync(message(session, "m" + i, "m" + i))))
                .toList();

        gate.open();

        assertThat(answerOf(first).text()).isEqualTo("m0");
        assertThat(answerOf(together.get(0)).text()).isEqualTo("m1");
        assertThat(refusalInTime(together.get(1)).details()).containsEntry("stored", "no");
        assertThat(answerOf(together.get(2)).text()).isEqualTo("m3");
        assertThat(log(session)).extracting(EngineTest::word).endsWith("m0", "m1", "m3");
    }

    @Test
    void a_retry_that_goes_together_with_its_first_try_makes_one_entry() {
        SessionId session = active();
        Gate gate = faulty.holdNext();
        CompletableFuture<Entry> first = future(carla().sendAsync(message(session, "m0", "m0")));
        gate.awaitArrival();
        List<CompletableFuture<Entry>> together = IntStream.range(0, 3)
                .mapToObj(i -> future(carla().sendAsync(message(session, "same", "same"))))
                .toList();
        CompletableFuture<Entry> other = future(carla().sendAsync(message(session, "same", "other")));

        gate.open();
        answerOf(first);

        assertThat(together)
                .allSatisfy(again ->
                        assertThat(answerOf(again)).isEqualTo(log(session).get(3)));
        assertThat(refusalInTime(other).code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT);
        assertThat(log(session)).hasSize(4);
    }

    @Test
    void a_batch_of_which_half_was_stored_is_settled_for_every_session() {
        SessionId one = started();
        SessionId two = started();
        List<SessionId> batch = IntStream.range(0, 5).mapToObj(i -> started()).toList();
        Gate gateOne = faulty.holdNext();
        Gate gateTwo = faulty.holdNext(Fault.NONE);
        CompletableFuture<Entry> heldOne = future(carla().sendAsync(SendMessage.of(one, "held")));
        gateOne.awaitArrival();
        CompletableFuture<Entry> heldTwo = future(carla().sendAsync(SendMessage.of(two, "held")));
        gateTwo.awaitArrival();
        faulty.next(Fault.UNKNOWN_HALF_STORED);
        List<CompletableFuture<Entry>> sent = batch.stream()
                .map(session -> future(carla().sendAsync(SendMessage.of(session, "once"))))
                .toList();

        gateOne.open();
        sent.forEach(this::answerInTime);
        gateTwo.open();
        answerOf(heldOne);
        answerOf(heldTwo);

        assertThat(batch)
                .allSatisfy(session -> assertThat(log(session))
                        .extracting(EngineTest::word)
                        .containsExactly("session_started", "once"));
    }

    @Test
    void a_start_whose_answer_was_lost_is_answered_with_the_session() {
        faulty.next(Fault.UNKNOWN_STORED);

        SessionView started = answerInTime(meanwhile(() -> carla().start(StartSession.withId(ID))));

        assertThat(started.session()).isEqualTo(stored(watched(ID)));
        assertThat(log(ID)).hasSize(1);
    }

    @Test
    void listeners_hear_of_a_start_whose_answer_was_lost() {
        AtomicInteger heard = new AtomicInteger();
        engine.close();
        engine = closing(engineBuilder(faulty, unlimited().build())
                .listener(new ChatListener() {
                    @Override
                    public void onSessionStarted(Session session) {
                        heard.incrementAndGet();
                    }
                })
                .build());
        faulty.next(Fault.UNKNOWN_STORED);

        answerInTime(meanwhile(() -> carla().start(StartSession.PLAIN)));
        engine.close();

        assertThat(heard).hasValue(1);
    }

    @Test
    void a_start_that_was_not_stored_is_said_and_may_be_tried_again() {
        faulty.next(Fault.NOT_STORED);

        ChatException refusal = refusalOf(() -> carla().start(StartSession.withId(ID)));

        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(carla().start(StartSession.withId(ID)).session().version()).isEqualTo(1);
    }

    @Test
    void a_start_with_an_unknown_outcome_is_reported_as_unknown_at_the_deadline() {
        faulty.next(Collections.nCopies(100, Fault.UNKNOWN_STORED).toArray(Fault[]::new));

        ChatException refusal = refusalInTime(meanwhile(() -> carla().start(StartSession.withId(ID))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(refusal.details()).containsEntry("stored", "unknown");
        assertThat(store.countSessionsOf(new CustomerId(CARLA))).isEqualTo(1);
    }

    @Test
    void a_store_that_cannot_be_read_is_said_to_have_stored_nothing() {
        SessionId unknown = new SessionId("unknown");
        anton();
        faulty.readsFail(true);

        assertThat(List.of(
                        refusalOf(() -> carla().poll(everything(unknown, null))),
                        refusalOf(() -> carla().start(StartSession.withId(ID))),
                        refusalOf(() -> carla().history(1, 10)),
                        refusalOf(() -> anton().newest(unknown, 10)),
                        refusalInTime(carla().sendAsync(SendMessage.of(unknown, "x")))))
                .allSatisfy(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    assertThat(refusal.details()).containsEntry("stored", "no");
                });
        assertThat(engine.health().storeReachable()).isFalse();
        assertThat(engine.health().ready()).isFalse();
    }

    @Test
    void a_store_that_takes_no_writes_is_reachable_and_not_ready() {
        faulty.otherWritesFail(true);

        assertThat(engine.health().storeReachable()).isTrue();
        assertThat(engine.health().storeWritable()).isFalse();
        assertThat(engine.health().ready()).isFalse();
        faulty.otherWritesFail(false);
        assertThat(engine.health().ready()).isTrue();
    }

    @Test
    void a_store_that_hangs_does_not_hang_the_health_check() {
        ChatEngine impatient = closing(engineBuilder(faulty, unlimited().build())
                .healthTimeout(Duration.ofMillis(50))
                .build());
        Gate gate = faulty.holdReads();

        assertThat(impatient.health().ready()).isFalse();
        assertThat(impatient.health().storeReachable()).isFalse();
        gate.open();
        Await.until(() -> impatient.health().ready());
    }

    @Test
    void a_command_that_must_read_first_waits_for_the_store_to_come_back() {
        SessionId session = active();
        makeStale(session);
        faulty.readsFail(true);

        CompletableFuture<Entry> sent = future(carla().sendAsync(SendMessage.of(session, "patient")));
        pass(Duration.ofSeconds(2));
        boolean early = sent.isDone();
        faulty.readsFail(false);

        assertThat(early).isFalse();
        assertThat(answerInTime(sent).text()).isEqualTo("patient");
    }

    @Test
    void a_command_that_must_read_first_is_told_at_its_deadline_that_nothing_was_stored() {
        SessionId session = active();
        makeStale(session);
        faulty.readsFail(true);

        ChatException refusal = refusalInTime(carla().sendAsync(SendMessage.of(session, "in vain")));
        pass(Duration.ofSeconds(5));
        int tasks = time.waitingTasks();
        faulty.readsFail(false);

        assertThat(refusal.details()).containsEntry("stored", "no");
        assertThat(tasks).as("only housekeeping waits").isEqualTo(1);
        assertThat(carlaSays(session, "next").seq()).isEqualTo(3);
    }

    @Test
    void unsettled_rounds_do_not_hold_up_other_sessions() {
        SessionId stuck = active();
        SessionId free = active();
        Gate gate = faulty.holdNext(Fault.UNKNOWN_NOT_STORED);
        CompletableFuture<Entry> sent = future(carla().sendAsync(SendMessage.of(stuck, "later")));
        gate.awaitArrival();

        carlaSays(free, "now");
        gate.open();

        assertThat(answerInTime(sent).text()).isEqualTo("later");
    }

    /** After a commit that was not stored, the engine reads the session again. */
    private void makeStale(SessionId session) {
        faulty.next(Fault.NOT_STORED);
        refusalOf(() -> carlaSays(session, "lost"));
    }
}
