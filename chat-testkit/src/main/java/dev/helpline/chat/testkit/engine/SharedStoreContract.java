package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.poll.Include;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines over one store, which does not tell either of them what the other one wrote. */
abstract class SharedStoreContract extends EngineTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration WAIT = Duration.ofSeconds(20);

    private ChatEngine other;

    @BeforeEach
    void openTwoEngines() {
        // its deadline is long, because scripted time runs ahead of the store for the sake of the first engine
        other = closing(engineBuilder(store, unlimited().build())
                .commandTimeout(Duration.ofMinutes(5))
                .build());
    }

    @Test
    void a_message_sent_here_arrives_in_a_poll_there_within_a_second() {
        SessionId session = active();
        Reading there = Reading.otherSide(carlaThere()::poll, session, 50).toTheEnd();

        antonSays(session, "one");
        pass(TICK);

        assertThat(there.toTheEnd().texts()).containsExactly("one");
    }

    @Test
    void a_message_sent_here_wakes_a_poll_that_waits_there_within_a_second() {
        SessionId session = active();
        String cursor = carlaThere().poll(everything(session, null)).cursor();
        CompletableFuture<PollAnswer> poll = future(
                carlaThere().pollAsync(PollRequest.everything(session, cursor).waiting(WAIT)));

        antonSays(session, "one");
        pass(TICK);

        assertThat(texts(answerOf(poll))).containsExactly("one");
    }

    @Test
    void an_agent_who_only_polls_there_hears_of_it_within_a_second_too() {
        SessionId session = active();
        Reading there = Reading.otherSide(antonThere()::poll, session, 50).toTheEnd();
        for (int i = 0; i < 30; i++) {
            pass(TICK);
            there.toTheEnd();
        }

        carlaSays(session, "one");
        pass(TICK);

        assertThat(there.toTheEnd().texts()).containsExactly("one");
    }

    @Test
    void a_client_that_comes_back_there_after_a_pause_is_told_at_once() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        passSlowly(Duration.ofSeconds(60));
        antonSays(session, "one");

        PollAnswer answer = carlaThere().poll(everything(session, null));

        assertThat(texts(answer)).contains("one");
    }

    @Test
    void a_cursor_that_is_not_known_there_makes_it_look_first() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        Entry sent = antonSays(session, "one");
        String cursor = carla().poll(everything(session, null)).cursor();

        PollAnswer byCursor = carlaThere().poll(everything(session, cursor));
        PollAnswer again = carlaThere().poll(everything(session, sent.id().value()));

        assertThat(byCursor.messages()).isEmpty();
        assertThat(byCursor.view().session()).isEqualTo(stored(session));
        assertThat(again.messages()).isEmpty();
    }

    @Test
    void a_cursor_behind_a_first_small_page_makes_it_look_first_too() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        antonSays(session, "one");
        String cursor = carla().poll(firstOf(session)).cursor();

        PollAnswer answer = carlaThere().poll(everything(session, cursor));

        assertThat(answer.messages()).extracting(EngineTest::word).containsExactly("session_assigned", "one");
    }

    @Test
    void a_message_id_that_is_not_known_there_makes_it_look_first() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        Entry one = antonSays(session, "one");
        antonSays(session, "two");

        PollAnswer answer = carlaThere().poll(everything(session, one.id().value()));

        assertThat(texts(answer)).containsExactly("two");
    }

    @Test
    void a_client_that_goes_back_and_forth_reads_everything_once() {
        SessionId session = active();
        Reading reading = Reading.everything(carla()::poll, session, 7);
        for (int i = 0; i < 40; i++) {
            Entry unused =
                    i % 2 == 0 ? antonSays(session, "m" + i) : antonThere().send(SendMessage.of(session, "m" + i));
            reading = reading.with(i % 3 == 0 ? carla()::poll : carlaThere()::poll);
            reading.once();
        }

        pass(TICK);

        assertThat(reading.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void racing_senders_on_both_sides_keep_seqs_without_gaps() {
        SessionId session = active();

        List<List<Entry>> sent = whileTimePasses(() -> Crowd.all(
                8,
                i -> IntStream.range(0, 25)
                        .mapToObj(n -> (i % 2 == 0 ? carla() : carlaThere()).send(message(session, i + "-" + n, "x")))
                        .toList()));

        assertThat(sent.stream().flatMap(List::stream).map(Entry::seq).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3, 202).boxed().toList());
    }

    @Test
    void retries_on_both_sides_make_one_entry() {
        for (int round = 0; round < 10; round++) {
            SessionId session = started();

            List<Entry> answers = whileTimePasses(() ->
                    Crowd.all(8, i -> (i % 2 == 0 ? carla() : carlaThere()).send(message(session, "m", "Hi?"))));

            assertThat(answers).containsOnly(log(session).get(1));
        }
    }

    @Test
    void a_message_that_a_client_sends_to_both_at_once_is_answered_by_both_with_what_is_stored() {
        SessionId session = active();
        AtomicInteger sends = new AtomicInteger();
        overtaken(Duration.ofSeconds(10), () -> {
            if (sends.getAndIncrement() == 0) {
                time.setClock(Duration.ofMillis(5));
                antonThere().send(message(session, "m", "Hi"));
            }
        });

        Entry answer = anton().send(message(session, "m", "Hi"));
        Session head = anton().poll(everything(session, null)).view().session();

        assertThat(log(session)).last().isEqualTo(answer);
        assertThat(head).isEqualTo(stored(session));
    }

    @Test
    void a_retry_there_gets_the_answer_given_here_also_after_the_end() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        Entry first = carla().send(message(session, "m", "Hi?"));
        anton().end(EndSession.of(session));

        assertThat(carlaThere().send(message(session, "m", "Hi?"))).isEqualTo(first);
        assertThat(refusalOf(() -> carlaThere().send(message(session, "m", "other")))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_CONFLICT);
    }

    @Test
    void of_racing_claims_on_both_sides_one_wins() {
        for (int round = 0; round < 20; round++) {
            SessionId session = started();

            List<Crowd.Told<SessionView>> told = whileTimePasses(() -> Crowd.race(
                    4,
                    i -> (i % 2 == 0 ? engine : other)
                            .agent(Principal.agent("a" + i, Role.AGENT, null, null))
                            .claim(session)));

            assertThat(Crowd.answers(told)).hasSize(1);
            assertThat(Crowd.refusals(told))
                    .extracting(refusal -> refusal.details().get("agentId"))
                    .containsOnly(owner(session));
        }
    }

    @Test
    void the_capacity_holds_across_both() {
        int capacity = 3;
        engine.close();
        other.close();
        engine = engineOver(store, unlimited().agentCapacity(capacity).build());
        other = engineOver(store, unlimited().agentCapacity(capacity).build());
        List<SessionId> waiting = IntStream.range(0, 8).mapToObj(i -> started()).toList();

        List<Crowd.Told<SessionView>> told =
                whileTimePasses(() -> Crowd.race(8, i -> (i % 2 == 0 ? anton() : antonThere()).claim(waiting.get(i))));

        assertThat(Crowd.answers(told)).hasSize(capacity);
    }

    @Test
    void of_many_concurrent_requests_to_both_for_the_current_session_one_starts_it() {
        for (int round = 0; round < 10; round++) {
            Principal name = Principal.customer("c" + round, null);

            List<SessionView> told = whileTimePasses(() -> Crowd.all(
                    8, i -> (i % 2 == 0 ? engine : other).customer(name).currentOrStart(StartSession.PLAIN)));

            assertThat(told.stream().map(view -> view.session().id()).distinct())
                    .hasSize(1);
            assertThat(store.countSessionsOf(new CustomerId(name.id()))).isEqualTo(1);
        }
    }

    @Test
    void of_ratings_on_both_sides_one_is_kept() {
        SessionId session = ended();
        carlaThere().poll(everything(session, null));

        carla().rate(RateSession.of(session, 5));

        assertThat(refusalOf(() -> carlaThere().rate(RateSession.of(session, 4)))
                        .code())
                .isEqualTo(ErrorCode.RATING_EXISTS);
        assertThat(carlaThere().rate(RateSession.of(session, 5)).session()).isEqualTo(stored(session));
    }

    @Test
    void what_was_written_there_in_between_is_not_skipped_here() {
        SessionId session = active();
        Reading reading = Reading.everything(carla()::poll, session, 50).toTheEnd();
        antonSays(session, "one");
        antonThere().send(SendMessage.of(session, "two"));
        antonSays(session, "three");

        assertThat(reading.toTheEnd().heard()).isEqualTo(log(session));
    }

    @Test
    void a_session_that_was_ended_here_a_moment_ago_can_be_rated_there() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        anton().end(EndSession.of(session));

        assertThat(carlaThere().rate(RateSession.of(session, 5)).session()).isEqualTo(stored(session));
    }

    @Test
    void a_change_made_here_is_respected_there() {
        SessionId session = active();
        anton().hold(session);
        antonThere().poll(everything(session, null));
        carlaSays(session, "back");

        antonThere().hold(session);

        assertThat(stored(session).state()).isEqualTo(SessionState.ON_HOLD);
    }

    @Test
    void what_was_ended_here_is_ended_there_whatever_it_remembers() {
        SessionId session = active();
        carlaThere().poll(everything(session, null));
        Session ended = anton().end(EndSession.of(session)).session();

        assertThat(carlaThere().end(EndSession.of(session)).session()).isEqualTo(ended);
        assertThat(refusalOf(() -> carlaThere().send(SendMessage.of(session, "x")))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> antonThere().hold(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void a_sender_who_loses_many_races_goes_on_as_long_as_its_time_lasts() {
        SessionId session = active();
        AtomicInteger races = new AtomicInteger(80);
        overtaken(Duration.ofMinutes(5), () -> {
            if (races.getAndDecrement() > 0) {
                antonThere().send(SendMessage.of(session, "faster"));
            }
        });

        CompletableFuture<Entry> sending =
                inTime(carla().sendAsync(SendMessage.of(session, "at last")), Duration.ofMillis(10));

        assertThat(answerOf(sending).seq()).isEqualTo(83);
    }

    @Test
    void a_sender_who_loses_every_race_is_refused_in_time() {
        SessionId session = active();
        overtaken(Duration.ofSeconds(10), () -> antonThere().send(SendMessage.of(session, "faster")));

        CompletableFuture<Entry> sending =
                inTime(carla().sendAsync(SendMessage.of(session, "never")), Duration.ofMillis(20));

        assertThat(refusalOf(() -> joined(sending)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(texts(log(session))).doesNotContain("never");
    }

    @Test
    void a_start_that_loses_every_race_for_a_slot_is_refused_in_time() {
        overtaken(Duration.ofSeconds(10), () -> carlaThere().start(StartSession.PLAIN));

        CompletableFuture<SessionView> starting =
                inTime(CompletableFuture.supplyAsync(() -> carla().start(StartSession.PLAIN)), Duration.ofMillis(20));

        assertThat(refusalOf(() -> joined(starting)).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void two_sweeps_end_an_expired_session_once() {
        List<SessionId> sessions =
                IntStream.range(0, 20).mapToObj(i -> active()).toList();
        sessions.forEach(session -> carlaThere().poll(everything(session, null)));

        pass(TIMEOUT);
        pass(Duration.ofSeconds(20));

        assertThat(sessions)
                .allSatisfy(session -> assertThat(log(session).stream()
                                .filter(entry -> entry.type().equals("session_ended")))
                        .hasSize(1));
    }

    @Test
    void a_message_written_there_keeps_a_session_alive_here() {
        SessionId session = active();
        carla().poll(everything(session, null));
        time.advance(TIMEOUT.minusSeconds(1));
        carlaThere().send(SendMessage.of(session, "still here"));
        time.advance(Duration.ofSeconds(2));

        assertThat(carla().poll(everything(session, null)).view().session().state())
                .isEqualTo(SessionState.ACTIVE);
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_customer_who_polls_there_does_not_expire_when_an_agent_looks_here() {
        SessionId session = started();
        for (int minute = 0; minute < 70; minute++) {
            carlaThere().poll(everything(session, null));
            anton().poll(everything(session, null));
            pass(Duration.ofMinutes(1));
        }

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    /** Runs {@code faster} just before each commit of the first engine. */
    private void overtaken(Duration commandTimeout, Runnable faster) {
        engine.close();
        engine = closing(engineBuilder(new FaultyStore(store).overtakenBy(faster), engine.policy())
                .commandTimeout(commandTimeout)
                .build());
    }

    private static PollRequest firstOf(SessionId session) {
        return PollRequest.builder(session)
                .limit(1)
                .maxWait(Duration.ZERO)
                .include(EnumSet.allOf(Include.class))
                .build();
    }

    private CustomerChat carlaThere() {
        return other.customer(Principal.customer(CARLA, null));
    }

    private AgentDesk antonThere() {
        return other.agent(Principal.agent(ANTON, Role.AGENT, null, null));
    }
}
