package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.figures.Analytics;
import dev.helpline.chat.core.figures.ExplainRequest;
import dev.helpline.chat.core.figures.Explanation;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.Figures;
import dev.helpline.chat.core.figures.LiveBoard;
import dev.helpline.chat.core.figures.MeasuredTime;
import dev.helpline.chat.core.figures.Performance;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRequest;
import dev.helpline.chat.core.figures.ReportRow;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.figures.FigureTotals;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.WatchedStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
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

    /** Anton responds after 40 s and after 20 s. */
    @Test
    void a_report_of_days_has_a_row_for_each_day() {
        SessionId session = active();
        carlaSays(session, "Hello?");
        pass(Duration.ofSeconds(40));
        antonSays(session, "Hello");
        carlaSays(session, "Where is it?");
        pass(Duration.ofSeconds(20));
        antonSays(session, "Here");
        anton().end(EndSession.of(session));

        Report report = engine.figures().report(ReportRequest.builder(days(3)).build());

        assertThat(report.rows())
                .extracting(row -> row.totals(Figure.SESSIONS).sum())
                .containsExactly(0L, 1L, 0L);
        ReportRow today = report.rows().get(1);
        assertThat(today.totals(Figure.RESPONSE_TIME)).isEqualTo(FigureTotals.of(List.of(40_000L, 20_000L)));
        assertThat(today.totals(Figure.RESPONSE_TIME).mean()).isEqualByComparingTo("30000");
        assertThat(today.totals(Figure.MESSAGES).sum()).isEqualTo(4);
        assertThat(today.totals(Figure.DURATION)).isEqualTo(FigureTotals.of(List.of(60_000L)));
        assertThat(today.totals(Figure.RESOLUTION_RATE).mean()).isEqualByComparingTo("1");
        assertThat(today.totals(Figure.SATISFACTION).mean()).isNull();
        assertThat(report.rows().get(0).totals(Figure.DURATION)).isEqualTo(FigureTotals.NONE);
    }

    @Test
    void analytics_are_the_main_figures_with_the_board() {
        ended();
        started();

        Analytics analytics = anton().figures().analytics(days(3));

        assertThat(analytics.totals().totals(Figure.SESSIONS).sum()).isEqualTo(2);
        assertThat(analytics.totals().totals(Figure.DURATION).count()).isEqualTo(1);
        assertThat(analytics.board().waiting()).isEqualTo(1);
    }

    @Test
    void the_hours_of_a_week_are_those_of_the_zone() {
        started();
        ZonedDateTime local = time.instant().atZone(ZoneId.of("Asia/Kathmandu"));

        Report report = engine.figures()
                .report(ReportRequest.builder(FigureRange.of(days(3).from(), days(3).to(), local.getZone()))
                        .by(ReportGrouping.HOUR_OF_WEEK)
                        .figures(List.of(Figure.SESSIONS))
                        .build());

        assertThat(report.rows()).hasSize(168);
        assertThat(report.rows())
                .filteredOn(row -> row.totals(Figure.SESSIONS).sum() > 0)
                .extracting(ReportRow::group)
                .containsExactly("%d-%02d".formatted(local.getDayOfWeek().getValue(), local.getHour()));
    }

    @Test
    void an_agent_sees_the_sums_of_the_team_and_of_single_agents_only_the_own_figures() {
        active();
        agent(BERTA).claim(started("dora"));
        ReportRequest byAgent =
                ReportRequest.builder(days(3)).by(ReportGrouping.AGENT).build();
        ReportRequest whole =
                ReportRequest.builder(days(3)).by(ReportGrouping.NONE).build();

        assertThat(supervisor("sofia").figures().report(byAgent).rows())
                .extracting(ReportRow::group)
                .containsExactly(ANTON, BERTA);
        assertThat(anton().figures().report(byAgent).rows())
                .extracting(ReportRow::group)
                .containsExactly(ANTON);
        assertThat(anton().figures().report(whole).rows())
                .isEqualTo(engine.figures().report(whole).rows());
    }

    @Test
    void an_agent_sees_what_is_behind_the_own_figures_only() {
        SessionId session = active();
        agent(BERTA).claim(started("dora"));
        ExplainRequest own = ExplainRequest.builder(Figure.WAIT, days(3))
                .group(ReportGrouping.AGENT, ANTON)
                .build();
        ExplainRequest bertas = ExplainRequest.builder(Figure.WAIT, days(3))
                .group(ReportGrouping.AGENT, BERTA)
                .build();
        ExplainRequest all = ExplainRequest.builder(Figure.WAIT, days(3)).build();

        assertThat(anton().figures().explain(own).samples())
                .extracting(FigureSample::session)
                .containsExactly(session);
        assertThat(refusalOf(() -> anton().figures().explain(bertas)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(() -> anton().figures().explain(all)).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(supervisor("sofia").figures().explain(bertas).samples()).hasSize(1);
    }

    @Test
    void what_is_behind_a_figure_comes_page_by_page() {
        SessionId first = started("c1");
        pass(Duration.ofSeconds(1));
        SessionId second = started("c2");
        pass(Duration.ofSeconds(1));
        SessionId third = started("c3");
        ExplainRequest.Builder request =
                ExplainRequest.builder(Figure.SESSIONS, days(3)).limit(2);

        Explanation page = engine.figures().explain(request.build());
        Explanation next = engine.figures().explain(request.after(page.next()).build());

        assertThat(page.samples()).extracting(FigureSample::session).containsExactly(first, second);
        assertThat(next.samples()).extracting(FigureSample::session).containsExactly(third);
        assertThat(next.next()).isNull();
    }

    @Test
    void a_report_of_too_many_rows_is_refused() {
        FigureRange years = FigureRange.ofDays(LocalDate.of(2020, 1, 1), LocalDate.of(2029, 1, 1), ZoneOffset.UTC);

        assertThat(refusalOf(() -> engine.figures()
                                .report(ReportRequest.builder(years).build()))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    /** Days of UTC around today. */
    private FigureRange days(int number) {
        LocalDate today = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
        return FigureRange.ofDays(today.minusDays(1), today.plusDays(number - 1L), ZoneOffset.UTC);
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
