package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each side has a clock of its own, and participants are warned before silence ends their session. */
abstract class SilenceContract extends EngineTest {
    private static final Duration CUSTOMERS = Duration.ofMinutes(10);
    private static final Duration AGENTS = Duration.ofMinutes(5);
    private static final Duration WARNING = Duration.ofMinutes(2);

    /** Sweeps come at most so late; before an end there are two, one of which warns. */
    private static final Duration SWEEPS = Duration.ofSeconds(45);

    private static final Duration SWEEP = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(5);

    private static ChatPolicy.Builder twoClocks() {
        return unlimited()
                .customerTimeout(CUSTOMERS)
                .agentTimeout(AGENTS)
                .endWarning(WARNING)
                .timeoutAfterStart(Duration.ZERO);
    }

    private static ChatPolicy.Builder warning() {
        return unlimited().endWarning(WARNING).timeoutAfterStart(Duration.ZERO);
    }

    // --- the customer's clock -------------------------------------------------------------------------------------

    @Test
    void a_session_ends_when_its_customer_leaves_an_agent_without_a_reply() {
        restart(twoClocks());
        SessionId session = answered();

        passing(CUSTOMERS.minusSeconds(1));
        SessionState before = stored(session).state();
        passing(SWEEPS);

        assertThat(before).isEqualTo(SessionState.ACTIVE);
        assertThat(endingOf(session).cause()).isEqualTo(EndCause.INACTIVITY);
    }

    @Test
    void what_the_agent_writes_meanwhile_gives_the_customer_no_more_time() {
        restart(twoClocks());
        SessionId session = answered();

        passing(CUSTOMERS.dividedBy(2));
        antonSays(session, "are you still there?");
        passing(CUSTOMERS.dividedBy(2).plus(SWEEPS));

        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_customers_reply_stops_the_customers_clock() {
        restart(twoClocks().agentTimeout(null));
        SessionId session = answered();

        passing(CUSTOMERS.minusSeconds(1));
        carlaSays(session, "I am");
        passing(CUSTOMERS);

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(endsAt(session)).isNull();
    }

    // --- the agent's clock ----------------------------------------------------------------------------------------

    @Test
    void a_session_whose_agent_does_not_reply_goes_back_to_the_queue_and_another_agent_takes_it() {
        restart(twoClocks().agentCapacity(1));
        SessionId session = answered();
        carlaSays(session, "what now?");

        passing(AGENTS.minusSeconds(1));
        SessionState before = stored(session).state();
        passing(SWEEPS);
        Session returned = stored(session);
        SessionId another = started("another");
        anton().claim(another);
        agent("berta").claim(session);

        assertThat(before).isEqualTo(SessionState.ACTIVE);
        assertThat(returned.state()).isEqualTo(SessionState.WAITING);
        assertThat(returned.assignment()).isNull();
        assertThat(words(session)).endsWith("what now?", "session_returned", "session_assigned");
        assertThat(owner(session)).isEqualTo("berta");
    }

    @Test
    void what_the_customer_writes_meanwhile_gives_the_agent_no_more_time() {
        restart(twoClocks());
        SessionId session = answered();
        carlaSays(session, "what now?");

        passing(AGENTS.minusSeconds(10));
        carlaSays(session, "hello?");
        passing(SWEEPS);

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void an_agent_who_takes_a_session_and_says_nothing_loses_it() {
        restart(twoClocks());
        SessionId session = active();

        passing(AGENTS.plus(SWEEPS));

        assertThat(stored(session).state()).isEqualTo(SessionState.WAITING);
    }

    @Test
    void an_agents_reply_stops_the_agents_clock() {
        restart(twoClocks().customerTimeout(null));
        SessionId session = active();

        passing(AGENTS.minusSeconds(1));
        antonSays(session, "let me see");
        passing(AGENTS.plus(SWEEPS));

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @Test
    void a_customer_waits_in_the_old_place_after_the_session_was_given_back() {
        restart(twoClocks());
        SessionId session = active();
        pass(TICK);
        started("later");

        passing(AGENTS.plus(SWEEPS));

        assertThat(carla().session(session).queuePosition()).isEqualTo(1);
    }

    @Test
    void without_clocks_of_their_own_neither_side_is_given_less_time() {
        SessionId session = answered();

        passing(CUSTOMERS.multipliedBy(2));

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(words(session)).doesNotContain("session_ending");
    }

    // --- the warning ----------------------------------------------------------------------------------------------

    @Test
    void participants_are_warned_once_and_told_when_the_session_ends() {
        restart(twoClocks());
        SessionId session = answered();
        Instant silentSince = time.instant();

        passing(CUSTOMERS.minus(WARNING).plus(SWEEP));
        Instant customers = carla().session(session).session().timeline().endsAt();
        Instant agents = anton().poll(everything(session, null))
                .view()
                .session()
                .timeline()
                .endsAt();
        passing(Duration.ofMinutes(1));

        assertThat(Objects.requireNonNull(customers))
                .isBetween(
                        silentSince.plus(CUSTOMERS), silentSince.plus(CUSTOMERS).plus(SWEEP));
        assertThat(agents).isEqualTo(customers);
        assertThat(words(session)).endsWith("good morning", "session_ending");
    }

    @Test
    void the_session_does_not_end_before_it_was_said_to() {
        restart(twoClocks());
        SessionId session = answered();
        passing(CUSTOMERS.minus(WARNING).plus(SWEEP));
        Instant endsAt = Objects.requireNonNull(endsAt(session));

        passing(Duration.between(time.instant(), endsAt).minusSeconds(1));
        carla().poll(everything(session, null));
        SessionState before = stored(session).state();
        pass(TICK);
        carla().poll(everything(session, null));

        assertThat(before).isEqualTo(SessionState.ACTIVE);
        assertThat(endingOf(session).at()).isEqualTo(endsAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {CARLA, ANTON})
    void a_message_after_the_warning_breaks_the_silence(String writer) {
        restart(warning());
        SessionId session = answered();
        passing(Duration.ofMinutes(29));
        Instant told = endsAt(session);

        Entry unused = writer.equals(CARLA) ? carlaSays(session, "wait") : antonSays(session, "wait");
        Instant toldThen = endsAt(session);
        passing(Duration.ofMinutes(27));
        List<String> meanwhile = words(session);
        passing(Duration.ofMinutes(2));

        assertThat(told).isNotNull();
        assertThat(toldThen).isNull();
        assertThat(meanwhile).endsWith("session_ending", "wait");
        assertThat(words(session)).endsWith("wait", "session_ending");
    }

    @Test
    void what_the_agent_writes_after_the_warning_does_not_take_it_back_while_the_customer_has_the_turn() {
        restart(twoClocks());
        SessionId session = answered();
        passing(CUSTOMERS.minus(WARNING).plus(SWEEP));
        Instant told = endsAt(session);

        antonSays(session, "are you still there?");

        assertThat(told).isNotNull();
        assertThat(endsAt(session)).isEqualTo(told);
    }

    @Test
    void a_session_on_hold_is_about_to_end_no_more() {
        restart(warning());
        SessionId session = answered();
        passing(Duration.ofMinutes(29));
        Instant told = endsAt(session);

        anton().hold(session);
        passing(Duration.ofMinutes(3));

        assertThat(told).isNotNull();
        assertThat(endsAt(session)).isNull();
        assertThat(stored(session).state()).isEqualTo(SessionState.ON_HOLD);
    }

    @Test
    void a_warning_is_in_the_language_of_the_session() {
        restart(warning());
        SessionId session = watched(carla().start(StartSession.builder()
                        .topic(Topic.builder().locale("de-AT").build())
                        .build())
                .session()
                .id());
        antonSays(session, "Guten Tag");

        passing(Duration.ofMinutes(29));

        assertThat(texts(log(session))).endsWith("Das Gespräch endet bald, wenn keine Nachricht mehr kommt.");
    }

    @Test
    void a_warning_moves_a_session_to_no_other_place_among_those_with_activity() {
        restart(warning());
        SessionId session = answered();
        Instant written = stored(session).timeline().lastEntryAt();

        passing(Duration.ofMinutes(29));

        assertThat(stored(session).timeline().lastEntryAt()).isEqualTo(written);
    }

    @Test
    void a_warning_comes_at_most_half_the_timeout_before_the_end() {
        restart(warning().sessionTimeout(Duration.ofMinutes(1)));
        SessionId session = answered();

        passing(Duration.ofSeconds(29));
        Instant before = endsAt(session);
        passing(Duration.ofSeconds(9));

        assertThat(before).isNull();
        assertThat(endsAt(session)).isNotNull();
    }

    // --- downtime, races and many nodes -----------------------------------------------------------------------------

    @Test
    void a_session_that_was_not_looked_at_in_time_is_warned_first_and_ends_later() {
        restart(warning());
        SessionId session = answered();
        time.advance(Duration.ofHours(3));

        carla().poll(everything(session, null));
        SessionState atOnce = stored(session).state();
        Instant told = endsAt(session);
        passing(WARNING.plus(SWEEPS));

        assertThat(atOnce).isEqualTo(SessionState.ACTIVE);
        assertThat(told).isNotNull();
        assertThat(words(session)).endsWith("session_ending", "session_ended");
    }

    @Test
    void after_a_night_without_an_engine_a_session_that_was_warned_has_its_time_again() {
        restart(twoClocks().timeoutAfterStart(CUSTOMERS));
        passing(CUSTOMERS);
        SessionId session = answered();
        passing(CUSTOMERS.minus(WARNING).plus(SWEEP));
        Instant told = endsAt(session);
        engine.close();
        time.advance(Duration.ofHours(8));
        engine = engineOver(store, twoClocks().timeoutAfterStart(CUSTOMERS).build());

        passing(CUSTOMERS.minusSeconds(1));
        SessionState meanwhile = stored(session).state();
        carlaSays(session, "back");

        assertThat(told).isNotNull();
        assertThat(meanwhile).isEqualTo(SessionState.ACTIVE);
        assertThat(endsAt(session)).isNull();
    }

    @Test
    void several_engines_over_one_store_warn_once_end_once_and_give_back_once() {
        restart(twoClocks());
        engineOver(store, twoClocks().build());
        engineOver(store, twoClocks().build());
        SessionId silentCustomer = answered();
        SessionId silentAgent = active();

        passing(CUSTOMERS.plus(SWEEPS));

        assertThat(words(silentCustomer)).endsWith("good morning", "session_ending", "session_ended");
        assertThat(words(silentAgent)).containsOnlyOnce("session_returned");
    }

    @Test
    void of_a_message_and_the_end_that_come_at_once_on_two_engines_one_wins() {
        restart(twoClocks());
        ChatEngine other = engineOver(store, twoClocks().build());
        for (int round = 0; round < 10; round++) {
            SessionId session = answered();
            time.advance(CUSTOMERS.minus(WARNING));
            carla().poll(everything(session, null));
            time.advance(WARNING);

            List<Crowd.Told<Object>> told = Crowd.race(
                    2,
                    i -> i == 0
                            ? carla().send(SendMessage.of(session, "in time?"))
                            : other.customer(Principal.customer(CARLA, null)).session(session));

            boolean sent = !told.get(0).isRefused();
            assertThat(stored(session).state()).isEqualTo(sent ? SessionState.ACTIVE : SessionState.ENDED);
            assertThat(words(session)).endsWith(sent ? "in time?" : "session_ended");
            assertThat(sent || told.get(0).refused().code() == ErrorCode.SESSION_EXPIRED)
                    .isTrue();
        }
    }

    private void passing(Duration duration) {
        Duration left = duration;
        while (left.compareTo(STEP) > 0) {
            pass(STEP);
            left = left.minus(STEP);
        }
        pass(left);
    }

    private SessionId answered() {
        SessionId session = active();
        antonSays(session, "good morning");
        return session;
    }

    private List<String> words(SessionId session) {
        return log(session).stream().map(EngineTest::word).toList();
    }

    private @Nullable Instant endsAt(SessionId session) {
        return stored(session).timeline().endsAt();
    }

    private Ending endingOf(SessionId session) {
        return Objects.requireNonNull(stored(session).ending());
    }
}
