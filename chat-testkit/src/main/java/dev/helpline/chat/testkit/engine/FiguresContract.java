package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.figures.MeasuredTime;
import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.WatchedStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The figures of an engine. */
abstract class FiguresContract extends EngineTest {
    private static final String BERTA = "berta";

    @Test
    void the_board_of_an_engine_without_sessions_and_agents_has_no_waits() {
        LiveBoard board = engine.figures().board();

        assertThat(board).isEqualTo(LiveBoard.builder(time.instant()).build());
        assertThat(board.longestWait()).isNull();
        assertThat(board.averageWait()).isNull();
    }

    @Test
    void the_board_tells_who_waits_and_for_how_long_and_which_agents_are_there() {
        restart(unlimited().agentCapacity(2));
        agent(BERTA).choosePresence(Presence.AWAY);
        ended();
        active();
        anton().hold(active());
        started();
        pass(Duration.ofSeconds(10));
        started();
        pass(Duration.ofSeconds(5));

        LiveBoard board = anton().figures().board();

        assertThat(board.at()).isEqualTo(time.instant());
        assertThat(board.waiting()).isEqualTo(2);
        assertThat(board.active()).isEqualTo(1);
        assertThat(board.onHold()).isEqualTo(1);
        assertThat(board.longestWait()).isEqualTo(Duration.ofSeconds(15));
        assertThat(board.averageWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(board.agentsOnline()).isEqualTo(1);
        assertThat(board.agentsAvailable()).isZero();
        assertThat(engine.figures().board()).isEqualTo(board);
    }

    @Test
    void a_session_that_is_given_back_waits_anew() {
        SessionId session = active();
        pass(Duration.ofMinutes(3));
        anton().transfer(TransferSession.toQueue(session).build());
        pass(Duration.ofSeconds(4));

        assertThat(anton().figures().board().longestWait()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void the_board_counts_sessions_with_overdue_service_levels_until_they_are_met() {
        restart(unlimited()
                .sla(SlaPolicy.builder()
                        .level(ServiceLevel.builder()
                                .assignment(Duration.ofMinutes(1))
                                .resolution(Duration.ofMinutes(1))
                                .build())
                        .build()));
        SessionId first = started();
        SessionId second = started();
        assertThat(engine.figures().board().breaches()).isZero();
        passSlowly(Duration.ofSeconds(70));
        settle();

        LiveBoard overdue = anton().figures().board();
        assertThat(overdue.breaches()).isEqualTo(2);
        assertThat(overdue.breachedTargets())
                .containsOnly(entry(SlaTarget.ASSIGNMENT, 2L), entry(SlaTarget.RESOLUTION, 2L));

        anton().claim(first);
        anton().end(EndSession.of(second));
        LiveBoard met = anton().figures().board();
        assertThat(met.breaches()).isEqualTo(1);
        assertThat(met.breachedTargets()).containsOnly(entry(SlaTarget.RESOLUTION, 1L));
    }

    @Test
    void a_deactivated_agent_gets_no_figures() {
        Figures figures = anton().figures();
        figures.board();
        engine.setAgentActive(agentId(ANTON), false);

        assertThat(refusalOf(figures::board).code()).isEqualTo(ErrorCode.AGENT_INACTIVE);
    }

    @Test
    void what_was_not_measured_is_absent() {
        engine.figures().board();

        Performance performance = engine.figures().performance();

        assertThat(performance.apiResponse()).isNull();
        assertThat(performance.messageDelivery()).isNull();
        assertThat(performance.databaseQuery() != null).isEqualTo(store instanceof WatchedStore);
    }

    @Test
    void calls_of_the_transport_are_measured_until_their_reply_is_ready() {
        Runnable first = engine.callBegun();
        time.advance(Duration.ofMillis(2));
        Runnable second = engine.callBegun();
        time.advance(Duration.ofMillis(3));
        first.run();
        second.run();
        engine.callBegun();

        MeasuredTime calls =
                Objects.requireNonNull(anton().figures().performance().apiResponse());

        assertThat(calls.count()).isEqualTo(2);
        assertThat(calls.median()).isBetween(Duration.ofMillis(3), Duration.ofNanos(3_100_000));
        assertThat(calls.p90()).isBetween(Duration.ofMillis(5), Duration.ofNanos(5_200_000));
    }

    @Test
    void what_was_measured_is_forgotten_after_15_minutes() {
        engine.callBegun().run();
        time.advance(MeasuredTime.WINDOW);

        assertThat(engine.figures().performance().apiResponse()).isNull();
    }

    @Test
    void deliveries_to_readers_that_waited_are_measured() {
        SessionId session = active();
        String cursor = carla().poll(PollRequest.everything(session, null)).cursor();
        CompletionStage<PollAnswer> poll =
                carla().pollAsync(PollRequest.everything(session, cursor).waiting(Duration.ofSeconds(20)));
        antonSays(session, "Hello");
        answerOf(poll);

        MeasuredTime deliveries = engine.figures().performance().messageDelivery();

        assertThat(deliveries).isEqualTo(MeasuredTime.of(Duration.ZERO, Duration.ZERO, 1));
    }

    @Test
    void a_database_tells_how_long_it_took_and_forgets_engines_that_were_closed() {
        assumeTrue(store instanceof WatchedStore, "the store asks no database");
        started();
        engine.close();
        MeasuredTime before = engine.figures().performance().databaseQuery();
        ChatEngine other = engineOver(store, unlimited().build());
        other.figures().board();

        assertThat(before).isNotNull();
        assertThat(engine.figures().performance().databaseQuery()).isEqualTo(before);
        assertThat(other.figures().performance().databaseQuery()).isNotNull();
    }
}
