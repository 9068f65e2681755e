package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.limit.Limit;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ended session goes on within the policy's time, by the customer's next message or because a participant says so. */
abstract class ReopenContract extends EngineTest {
    private static final Duration WINDOW = Duration.ofHours(1);

    @BeforeEach
    void allowReopening() {
        restart(reopening());
    }

    private static ChatPolicy.Builder reopening() {
        return unlimited().reopenWindow(WINDOW);
    }

    @Test
    void the_customers_next_message_reopens_the_session_and_its_agent_has_it_again() {
        SessionId session = ended();
        pass(WINDOW.minusSeconds(1));
        anton().agents();

        carlaSays(session, "one more thing");

        assertThat(words(session)).endsWith("session_ended", "session_reopened", "session_assigned", "one more thing");
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(owner(session)).isEqualTo(ANTON);
        assertThat(stored(session).ending()).isNull();
    }

    @Test
    void a_session_whose_agent_is_away_waits_and_any_agent_may_take_it() {
        SessionId session = ended();
        pass(Duration.ofMinutes(30));

        carlaSays(session, "one more thing");
        Session waiting = stored(session);
        agent("berta").claim(session);

        assertThat(waiting.state()).isEqualTo(SessionState.WAITING);
        assertThat(waiting.assignment()).isNull();
        assertThat(owner(session)).isEqualTo("berta");
    }

    @Test
    void a_session_whose_agent_has_no_room_waits() {
        restart(reopening().agentCapacity(1));
        SessionId session = ended();
        SessionId other = started("other");
        anton().claim(other);

        SessionView reopened = carla().reopen(session);

        assertThat(reopened.session().state()).isEqualTo(SessionState.WAITING);
        assertThat(owner(other)).isEqualTo(ANTON);
    }

    @Test
    void a_session_that_no_agent_ever_had_waits_again_and_is_told_its_place() {
        SessionId session = started();
        carla().end(EndSession.of(session));
        pass(TICK);
        started("later");

        SessionView reopened = carla().reopen(session);

        assertThat(reopened.session().state()).isEqualTo(SessionState.WAITING);
        assertThat(reopened.queuePosition()).isEqualTo(1);
        assertThat(reopened.session().timeline().reopenedAt()).isEqualTo(time.instant());
    }

    @Test
    void an_agent_may_reopen_too_and_reopening_again_changes_nothing() {
        SessionId session = ended();

        anton().reopen(session);
        long version = stored(session).version();
        SessionView again = carla().reopen(session);

        assertThat(again.session().state()).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(session).version()).isEqualTo(version);
        assertThat(store.auditAfter(session, 0, 100))
                .filteredOn(record -> record.action().equals("SESSION_REOPENED"))
                .extracting(record -> record.actor())
                .containsExactly(ANTON);
    }

    @Test
    void an_agents_message_does_not_reopen_a_session() {
        SessionId session = ended();

        assertThat(refusalOf(() -> antonSays(session, "by the way")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void when_the_time_is_over_neither_a_message_nor_a_call_reopens_the_session() {
        SessionId session = ended();
        pass(WINDOW.plusSeconds(1));

        assertThat(refusalOf(() -> carlaSays(session, "too late")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> carla().reopen(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(refusalOf(() -> anton().reopen(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void without_a_window_an_end_is_final() {
        restart(unlimited());
        SessionId session = ended();

        assertThat(refusalOf(() -> carlaSays(session, "too late")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> carla().reopen(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
    }

    @Test
    void a_customer_cannot_reopen_what_an_agent_ended_as_spam_and_an_agent_can() {
        SessionId session = active();
        anton().end(EndSession.builder(session).outcome(Outcome.SPAM).build());

        assertThat(refusalOf(() -> carlaSays(session, "buy now")).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(refusalOf(() -> carla().reopen(session)).code()).isEqualTo(ErrorCode.SESSION_CONFLICT);
        assertThat(anton().reopen(session).session().state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_session_that_ended_by_silence_is_reopened_like_any_other() {
        SessionId session = active();
        time.advance(Duration.ofMinutes(30));

        carlaSays(session, "I am back");

        assertThat(words(session)).contains("session_ended", "session_reopened").endsWith("I am back");
    }

    @Test
    void a_repeated_message_reopens_nothing() {
        SessionId session = active();
        Entry first = carla().send(message(session, "m", "hello"));
        anton().end(EndSession.of(session));

        Entry again = carla().send(message(session, "m", "hello"));

        assertThat(again).isEqualTo(first);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_repeated_message_gets_its_first_result_although_there_is_no_slot_to_reopen_with() {
        restart(reopening().maxOpenSessions(1));
        SessionId session = active();
        Entry first = carla().send(message(session, "m", "hello"));
        anton().end(EndSession.of(session));
        started();

        assertThat(carla().send(message(session, "m", "hello"))).isEqualTo(first);
    }

    @Test
    void a_message_that_reopened_a_session_is_recognised_when_it_comes_again() {
        SessionId session = ended();

        Entry first = carla().send(message(session, "m", "one more thing"));
        Entry again = carla().send(message(session, "m", "one more thing"));

        assertThat(again).isEqualTo(first);
        assertThat(words(session)).containsOnlyOnce("session_reopened", "one more thing");
    }

    @Test
    void the_limit_of_open_sessions_holds() {
        restart(reopening().maxOpenSessions(1));
        SessionId session = ended();
        SessionId current = started();

        ErrorCode byMessage = refusalOf(() -> carlaSays(session, "hello")).code();
        ErrorCode byCall = refusalOf(() -> anton().reopen(session)).code();
        carla().end(EndSession.of(current));
        carlaSays(session, "hello");

        assertThat(byMessage).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(byCall).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void reopening_counts_as_a_start_for_the_rate_limit() {
        restart(reopening().newSessions(new Limit(2, Duration.ofMinutes(15))));
        SessionId session = ended();
        carla().reopen(session);
        carla().end(EndSession.of(session));

        assertThat(refusalOf(() -> carla().reopen(session)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void a_blocked_customer_reopens_nothing() {
        SessionId session = ended();
        supervisor("susan")
                .blocks()
                .block(BlockRequest.builder(BlockSubject.customer(new CustomerId(CARLA)))
                        .build());

        assertThat(refusalOf(() -> carla().reopen(session)).code()).isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
        assertThat(refusalOf(() -> carlaSays(session, "hello")).code()).isEqualTo(ErrorCode.CUSTOMER_BLOCKED);
    }

    @Test
    void another_customers_session_cannot_be_reopened() {
        SessionId session = ended();

        assertThat(refusalOf(() -> customer("mallory").reopen(session)).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void a_reopened_session_loses_its_rating_and_its_next_end_can_be_rated() {
        SessionId session = ended();
        carla().rate(RateSession.of(session, 1));

        carla().reopen(session);
        Session open = stored(session);
        anton().end(EndSession.of(session));
        carla().rate(RateSession.of(session, 5));

        assertThat(open.rating()).isNull();
        assertThat(stored(session).rating())
                .satisfies(rating -> assertThat(rating.stars()).isEqualTo(5));
    }

    @Test
    void readers_who_follow_see_the_session_open_again() {
        SessionId session = ended();
        PollAnswer end = carla().poll(everything(session, null));

        antonReopens(session);
        PollAnswer then = carla().poll(everything(session, end.cursor()));

        assertThat(end.view().session().ending()).isNotNull();
        assertThat(then.view().session().ending()).isNull();
        assertThat(then.messages()).extracting(EngineTest::word).startsWith("session_reopened");
        assertThat(then.view())
                .isEqualTo(carla().poll(everything(session, null)).view());
    }

    @Test
    void of_many_who_reopen_at_once_on_two_engines_one_does() {
        ChatEngine other = engineOver(store, reopening().build());
        for (int round = 0; round < 5; round++) {
            SessionId session = ended();

            List<Crowd.Told<Object>> told = Crowd.race(8, i -> {
                ChatEngine at = i % 2 == 0 ? engine : other;
                return i < 4
                        ? at.customer(Principal.customer(CARLA, null)).reopen(session)
                        : at.customer(Principal.customer(CARLA, null)).send(SendMessage.of(session, "m" + i));
            });

            assertThat(told).noneMatch(Crowd.Told::isRefused);
            assertThat(words(session)).containsOnlyOnce("session_reopened").contains("m4", "m5", "m6", "m7");
        }
    }

    @Test
    void of_many_ended_sessions_that_are_reopened_at_once_as_many_are_open_as_the_limit_allows() {
        restart(reopening().maxOpenSessions(3));
        ChatEngine other = engineOver(store, reopening().maxOpenSessions(3).build());
        List<SessionId> ended = IntStream.range(0, 8).mapToObj(i -> ended()).toList();

        List<Crowd.Told<SessionView>> told = Crowd.race(
                8,
                i -> (i % 2 == 0 ? engine : other)
                        .customer(Principal.customer(CARLA, null))
                        .reopen(ended.get(i)));

        assertThat(told).filteredOn(one -> !one.isRefused()).hasSize(3);
        assertThat(told)
                .filteredOn(Crowd.Told::isRefused)
                .allMatch(one -> one.refused().code() == ErrorCode.TOO_MANY_SESSIONS);
    }

    // --- a session that continues another one ---------------------------------------------------------------------

    @Test
    void a_new_session_may_continue_an_ended_one() {
        SessionId earlier = ended();
        pass(WINDOW.plusSeconds(1));

        SessionId next = watched(carla().start(continuing(earlier)).session().id());

        assertThat(stored(next).continues()).isEqualTo(earlier);
        assertThat(carla().session(next).session().continues()).isEqualTo(earlier);
    }

    @Test
    void only_an_ended_session_of_the_customer_can_be_continued() {
        SessionId open = started();
        SessionId foreign = ended();

        assertThat(refusalOf(() -> carla().start(continuing(open))).code()).isEqualTo(ErrorCode.INVALID_SESSION);
        assertThat(refusalOf(() -> customer("mallory").start(continuing(foreign)))
                        .details())
                .isEqualTo(refusalOf(() -> customer("mallory").start(continuing(new SessionId("none"))))
                        .details());
    }

    private static StartSession continuing(SessionId earlier) {
        return StartSession.builder().continues(earlier).build();
    }

    private void antonReopens(SessionId session) {
        SessionView unused = anton().reopen(session);
    }

    private List<String> words(SessionId session) {
        return log(session).stream().map(EngineTest::word).toList();
    }
}
