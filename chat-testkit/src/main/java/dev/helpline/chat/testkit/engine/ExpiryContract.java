package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Inactive sessions end by themselves, once, and active ones do not. */
abstract class ExpiryContract extends EngineTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration SWEEP = Duration.ofSeconds(20);

    @Test
    void an_active_session_without_new_messages_ends_although_its_customer_polls() {
        SessionId session = active();

        pollingEvery(Duration.ofMinutes(1), session, TIMEOUT);

        assertThat(endingOf(stored(session)))
                .isEqualTo(new Ending(
                        EndedBy.SYSTEM,
                        EndCause.INACTIVITY,
                        null,
                        null,
                        endingOf(stored(session)).at(),
                        null));
    }

    @Test
    void an_active_session_lives_on_while_either_side_writes() {
        SessionId session = active();

        for (int i = 0; i < 5; i++) {
            pass(TIMEOUT.minusSeconds(1));
            Entry unused = i % 2 == 0 ? carlaSays(session, "still here") : antonSays(session, "me too");
        }

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_customer_who_polls_every_two_seconds_never_loses_the_place() {
        SessionId session = started();

        pollingEvery(Duration.ofSeconds(2), session, Duration.ofHours(2));

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void a_customer_who_polls_every_two_seconds_never_loses_the_place_however_short_the_timeout() {
        restart(unlimited().sessionTimeout(Duration.ofSeconds(10)));
        SessionId session = started();

        pollingEvery(Duration.ofSeconds(2), session, Duration.ofMinutes(5));

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void a_waiting_session_whose_customer_is_gone_ends() {
        SessionId session = started();
        pollingEvery(Duration.ofMinutes(1), session, Duration.ofHours(1));

        pass(TIMEOUT);
        pass(SWEEP);

        assertThat(endingOf(stored(session)).cause()).isEqualTo(EndCause.INACTIVITY);
    }

    @Test
    void an_agent_who_looks_at_a_waiting_session_does_not_keep_it_alive() {
        SessionId session = started();

        for (int i = 0; i < 31; i++) {
            anton().poll(everything(session, null));
            pass(Duration.ofMinutes(1));
        }

        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_session_on_hold_waits_for_its_customer_without_end() {
        SessionId session = active();
        anton().hold(session);

        pass(Duration.ofDays(3));
        pass(SWEEP);

        assertThat(stored(session).state()).isEqualTo(SessionState.ON_HOLD);
    }

    @Test
    void an_expired_session_is_ended_by_the_sweep_without_a_call() {
        SessionId active = active();
        SessionId waiting = started();
        restart(unlimited());

        pass(TIMEOUT);
        pass(SWEEP);

        assertThat(stored(active).state()).isEqualTo(SessionState.ENDED);
        assertThat(stored(waiting).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void an_expired_session_is_ended_by_the_next_call_and_the_end_is_told() {
        SessionId session = active();
        time.advance(TIMEOUT);

        PollAnswer answer = carla().poll(everything(session, null));

        assertThat(answer.view().session().state()).isEqualTo(SessionState.ENDED);
        assertThat(answer.messages()).extracting(EngineTest::word).last().isEqualTo("session_ended");
    }

    @Test
    void no_message_can_be_sent_to_an_expired_session_and_its_customer_is_told_why() {
        SessionId session = active();
        time.advance(TIMEOUT);

        ChatException refusal = refusalOf(() -> carlaSays(session, "hello?"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(refusal.details()).containsEntry("endCause", "INACTIVITY");
    }

    @Test
    void an_expired_session_can_be_rated() {
        SessionId session = active();
        time.advance(TIMEOUT);

        Session rated = carla().end(EndSession.of(session)).session();
        carla().rate(RateSession.of(session, 2));

        assertThat(endingOf(rated).by()).isEqualTo(EndedBy.SYSTEM);
        assertThat(stored(session).rating()).isNotNull();
    }

    @Test
    void an_expired_session_is_no_longer_current_and_frees_its_slot() {
        restart(unlimited().maxOpenSessions(1));
        SessionId session = active();
        time.advance(TIMEOUT);

        SessionId next = started();

        assertThat(carla().current()).map(view -> view.session().id()).contains(next);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void of_many_concurrent_calls_for_an_expired_session_one_ends_it() {
        SessionId session = active();
        time.advance(TIMEOUT);

        Crowd.all(16, i -> carla().poll(everything(session, null)));

        assertThat(log(session))
                .filteredOn(entry -> entry.type().equals("session_ended"))
                .hasSize(1);
    }

    private void pollingEvery(Duration interval, SessionId session, Duration howLong) {
        for (Duration gone = Duration.ZERO; gone.compareTo(howLong) <= 0; gone = gone.plus(interval)) {
            carla().poll(everything(session, null));
            pass(interval);
        }
    }

    private static Ending endingOf(Session session) {
        return Objects.requireNonNull(session.ending());
    }
}
