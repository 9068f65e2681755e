package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.time.Scheduler;
import dev.helpline.chat.testkit.fault.FaultyStore;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time in which no client could reach an engine does not count as silence. */
abstract class DowntimeContract extends EngineTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration SWEEP = Duration.ofSeconds(20);
    private static final Duration NIGHT = Duration.ofHours(8);

    /** Stops the engine without closing it, like the death of its process. */
    private static final Scheduler NOTHING_RUNS = (delay, task) -> () -> {};

    // --- stopped and started again --------------------------------------------------------------------------------

    @Test
    void after_a_night_without_an_engine_every_session_has_the_whole_timeout() {
        SessionId active = active();
        SessionId waiting = started();
        engine.close();
        time.advance(NIGHT);
        engine = engineOver(store, unlimited().build());

        passSlowly(TIMEOUT.minus(SWEEP));
        SessionState activeMeanwhile = stored(active).state();
        SessionState waitingMeanwhile = stored(waiting).state();
        passSlowly(SWEEP.multipliedBy(2));

        assertThat(activeMeanwhile).isEqualTo(SessionState.ACTIVE);
        assertThat(waitingMeanwhile).isEqualTo(SessionState.WAITING);
        assertThat(stored(active).state()).isEqualTo(SessionState.ENDED);
        assertThat(stored(waiting).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_message_that_a_client_kept_until_the_engine_was_back_is_accepted() {
        SessionId session = active();
        engine.close();
        time.advance(NIGHT);
        engine = engineOver(store, unlimited().build());
        pass(SWEEP);

        carla().poll(everything(session, null));
        carlaSays(session, "written meanwhile");

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
        assertThat(texts(log(session))).endsWith("written meanwhile");
    }

    @Test
    void a_killed_engine_shortens_no_timeout() {
        engine.close();
        engine = closing(engineBuilder(store, unlimited().build())
                .scheduler(NOTHING_RUNS)
                .build());
        SessionId session = active();
        time.advance(NIGHT);

        engine = engineOver(store, unlimited().build());
        carlaSays(session, "back");

        assertThat(stored(session).state()).isEqualTo(SessionState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void a_host_may_give_less_after_a_start(int seconds) {
        SessionId session = active();
        engine.close();
        time.advance(NIGHT);
        engine = engineOver(
                store,
                unlimited().timeoutAfterStart(Duration.ofSeconds(seconds)).build());

        pass(Duration.ofSeconds(seconds).minusSeconds(1).isNegative() ? TICK : Duration.ofSeconds(seconds - 1L));
        SessionState early = carla().session(session).session().state();
        pass(Duration.ofSeconds(2));

        assertThat(early).isEqualTo(seconds == 0 ? SessionState.ENDED : SessionState.ACTIVE);
        assertThat(carla().session(session).session().state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void with_less_than_the_timeout_after_a_start_silence_from_before_counts() {
        SessionId session = active();
        passSlowly(TIMEOUT.minusMinutes(2));
        restart(unlimited().timeoutAfterStart(Duration.ofMinutes(1)));

        passSlowly(Duration.ofMinutes(3));

        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void while_another_engine_is_up_a_restart_prolongs_nothing() {
        ChatEngine other = engineOver(store, unlimited().build());
        SessionId session = active();
        passSlowly(TIMEOUT.minusMinutes(2));
        restart(unlimited());

        passSlowly(Duration.ofMinutes(3));

        assertThat(other.health().accepting()).isTrue();
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    // --- the store does not reply --------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"ACTIVE", "WAITING"})
    void an_outage_of_the_store_is_not_counted_but_the_time_before_it_is(SessionState state) {
        FaultyStore lost = new FaultyStore(store);
        engine.close();
        engine = engineOver(lost, unlimited().build());
        passSlowly(TIMEOUT.plusMinutes(1));
        SessionId session = state == SessionState.ACTIVE ? active() : started();
        passSlowly(Duration.ofMinutes(10));

        lost.readsFail(true);
        passSlowly(Duration.ofHours(1));
        lost.readsFail(false);
        SessionState atOnce = carla().session(session).session().state();
        passSlowly(state == SessionState.ACTIVE ? Duration.ofMinutes(19) : Duration.ofMinutes(28));
        SessionState meanwhile = stored(session).state();
        passSlowly(Duration.ofMinutes(3));

        assertThat(atOnce).isEqualTo(state);
        assertThat(meanwhile).isEqualTo(state);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    // --- the clock ------------------------------------------------------------------------------------------------

    @Test
    void a_clock_that_is_set_forward_ends_nothing_at_once_and_the_timeout_goes_on() {
        passSlowly(TIMEOUT.plusMinutes(1));
        SessionId session = active();
        passSlowly(Duration.ofMinutes(20));

        time.setClock(Duration.ofHours(5));
        SessionState atOnce = carla().session(session).session().state();
        passSlowly(Duration.ofMinutes(9));
        SessionState meanwhile = stored(session).state();
        passSlowly(Duration.ofMinutes(2));

        assertThat(atOnce).isEqualTo(SessionState.ACTIVE);
        assertThat(meanwhile).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    @Test
    void a_clock_that_was_wrong_for_a_while_changes_nothing_for_those_who_were_silent() {
        passSlowly(TIMEOUT.plusMinutes(1));
        SessionId session = active();
        passSlowly(Duration.ofMinutes(20));

        time.setClock(Duration.ofHours(5));
        passSlowly(Duration.ofMinutes(2));
        time.setClock(Duration.ofHours(-5));
        passSlowly(Duration.ofMinutes(5));
        SessionState meanwhile = stored(session).state();
        passSlowly(Duration.ofMinutes(6));

        assertThat(meanwhile).isEqualTo(SessionState.ACTIVE);
        assertThat(stored(session).state()).isEqualTo(SessionState.ENDED);
    }

    // --- estimates ------------------------------------------------------------------------------------------------

    @Test
    void a_service_that_lasted_through_a_night_without_an_engine_makes_no_estimate() {
        SessionId overNight = started("early");
        anton().claim(overNight);
        engine.close();
        time.advance(NIGHT);
        engine = engineOver(store, unlimited().build());
        pass(Duration.ofMinutes(2));
        anton().end(EndSession.of(overNight));
        SessionId first = started("first");
        anton().claim(first);
        pass(Duration.ofMinutes(1));
        anton().end(EndSession.of(first));
        SessionId next = started("next");
        pass(TICK);

        WaitEstimate estimate = customer("next").session(next).estimatedWait();

        assertThat(Objects.requireNonNull(estimate).median()).isEqualTo(Duration.ofMinutes(1));
    }
}
