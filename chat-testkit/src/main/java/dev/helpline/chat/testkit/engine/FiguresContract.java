package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.session.SlaTarget;
import java.time.Duration;
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
}
