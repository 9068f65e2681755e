package dev.helpline.chat.testkit.store;

import static dev.helpline.chat.testkit.store.FigureVectorsContract.Step.agent;
import static dev.helpline.chat.testkit.store.FigureVectorsContract.Step.bot;
import static dev.helpline.chat.testkit.store.FigureVectorsContract.Step.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.FigureUnit;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGroup;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.FigureStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the figures of some histories are, worked out by hand. January 5th of 2026 is a Monday. */
abstract class FigureVectorsContract extends StoreTest {
    private static final String MONDAY = "2026-01-05";
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private FigureStore figures;

    @BeforeEach
    void requireFigures() {
        Assumptions.assumeTrue(store instanceof FigureStore, "the store reads no figures");
        figures = (FigureStore) store;
    }

    /**
     * Responses: 9:05 - 9:02 = 3 min on Monday, and 10:10 - 10:00 = 10 min on Thursday. The session ends on Thursday: 72 h + 10:30 - 9:00 = 73.5 h
     * after its start, and 73 h 29 min after its first assignment at 9:01. It was reopened after its first end, on Monday.
     */
    @Test
    void a_session_that_is_reopened_after_three_days() {
        Session session = start("s1", "2026-01-05T09:00:00Z");
        session = assign(session, "2026-01-05T09:01:00Z");
        session = say(session, customer("2026-01-05T09:02:00Z"), agent("ada", "2026-01-05T09:05:00Z"));
        session = end(session, "2026-01-05T09:30:00Z", EndedBy.AGENT, Outcome.UNRESOLVED);
        session = at(session, "2026-01-08T09:30:00Z", EventType.SESSION_REOPENED, next -> next.reopen(1));
        session = assign(session, "2026-01-08T09:40:00Z");
        session = say(session, customer("2026-01-08T10:00:00Z"), agent("ada", "2026-01-08T10:10:00Z"));
        end(session, "2026-01-08T10:30:00Z", EndedBy.AGENT, Outcome.RESOLVED);

        assertThat(byDay(Figure.SESSIONS, 4)).containsExactly(1L, 0L, 0L, 0L);
        assertThat(byDay(Figure.WAIT, 4)).containsExactly(MINUTE, 0L, 0L, 0L);
        assertThat(byDay(Figure.RESPONSE_TIME, 4)).containsExactly(3 * MINUTE, 0L, 0L, 10 * MINUTE);
        assertThat(byDay(Figure.ENDED, 4)).containsExactly(0L, 0L, 0L, 1L);
        assertThat(byDay(Figure.DURATION, 4)).containsExactly(0L, 0L, 0L, 73 * HOUR + 30 * MINUTE);
        assertThat(byDay(Figure.HANDLE_TIME, 4)).containsExactly(0L, 0L, 0L, 73 * HOUR + 29 * MINUTE);
        assertThat(byDay(Figure.REOPENED, 4)).containsExactly(1L, 0L, 0L, 0L);
        assertThat(byDay(Figure.RESOLUTION_RATE, 4)).containsExactly(0L, 0L, 0L, 1L);
        assertThat(byDay(Figure.MESSAGES, 4)).containsExactly(2L, 0L, 0L, 2L);
    }

    /** The bot's message at 9:00:10 does not stop the clock: 9:02 - 9:00 = 2 min, which is also the first response. */
    @Test
    void a_bot_answers_and_then_an_agent() {
        Session session = start("s1", "2026-01-05T09:00:00Z");
        say(
                session,
                customer("2026-01-05T09:00:00Z"),
                bot("2026-01-05T09:00:10Z"),
                agent("ada", "2026-01-05T09:02:00Z"));

        assertThat(byDay(Figure.RESPONSE_TIME, 1)).containsExactly(2 * MINUTE);
        assertThat(byDay(Figure.FIRST_RESPONSE, 1)).containsExactly(2 * MINUTE);
        assertThat(byDay(Figure.BOT_MESSAGES, 1)).containsExactly(1L);
        assertThat(byDay(Figure.MESSAGES, 1)).containsExactly(3L);
    }

    /**
     * Four ends without a message of an agent: by inactivity and by the customer (both abandoned), by an agent as spam, and by an agent without an
     * outcome. Ended 4, abandoned 2, so that 4 - 2 - 1 (spam) = 1 is judged, and it is resolved. No session has a response, and the three that no
     * agent had have no wait.
     */
    @Test
    void sessions_without_an_answer_are_abandoned_or_spam_or_resolved() {
        end(start("s1", "2026-01-05T09:00:00Z"), "2026-01-05T10:00:00Z", EndedBy.SYSTEM, null);
        end(start("s2", "2026-01-05T09:00:00Z"), "2026-01-05T09:10:00Z", EndedBy.CUSTOMER, null);
        end(start("s3", "2026-01-05T09:00:00Z"), "2026-01-05T09:20:00Z", EndedBy.AGENT, Outcome.SPAM);
        end(
                assign(start("s4", "2026-01-05T09:00:00Z"), "2026-01-05T09:05:00Z"),
                "2026-01-05T09:30:00Z",
                EndedBy.AGENT,
                null);

        assertThat(byDay(Figure.ENDED, 1)).containsExactly(4L);
        assertThat(byDay(Figure.ABANDONED, 1)).containsExactly(2L);
        assertThat(counts(Figure.RESOLUTION_RATE)).isEqualTo(1);
        assertThat(byDay(Figure.RESOLUTION_RATE, 1)).containsExactly(1L);
        assertThat(counts(Figure.RESPONSE_TIME)).isZero();
        assertThat(counts(Figure.FIRST_RESPONSE)).isZero();
        assertThat(byDay(Figure.UNASSIGNED, 1)).containsExactly(3L);
        assertThat(byDay(Figure.WAIT, 1)).containsExactly(5 * MINUTE);
        assertThat(byDay(Figure.HANDLE_TIME, 1)).containsExactly(25 * MINUTE);
    }

    /** From 20:00 to 7:00 are 4 + 7 = 11 h, and they are told on the day of the start. */
    @Test
    void a_wait_of_eleven_hours_across_midnight() {
        assign(start("s1", "2026-01-05T20:00:00Z"), "2026-01-06T07:00:00Z");

        assertThat(byDay(Figure.WAIT, 2)).containsExactly(11 * HOUR, 0L);
    }

    /** The rating counts on its day, a week after the end; that the session is rated, on the day of the end. */
    @Test
    void a_rating_a_week_after_the_end() {
        Session session = end(start("s1", "2026-01-05T09:00:00Z"), "2026-01-05T10:00:00Z", EndedBy.AGENT, null);
        stored(CommitBuilder.after(session)
                .at(Instant.parse("2026-01-12T10:00:00Z"))
                .rate(4));

        assertThat(byDay(Figure.SATISFACTION, 8)).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 4L);
        assertThat(byDay(Figure.SATISFIED_RATE, 8)).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(byDay(Figure.RATED_RATE, 8)).containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    }

    /** What happened in Billing belongs to Sales once the session does: one session, one response, two messages. */
    @Test
    void a_session_that_is_transferred_to_another_department() {
        Session session = stored(CommitBuilder.creating("s1")
                .at(Instant.parse("2026-01-05T09:00:00Z"))
                .department("Billing"));
        session = say(session, customer("2026-01-05T09:01:00Z"), agent("ada", "2026-01-05T09:02:00Z"));
        stored(CommitBuilder.after(session).department("Sales"));

        assertThat(by(FigureGrouping.DEPARTMENT, Figure.SESSIONS)).isEqualTo(Map.of("Sales", 1L));
        assertThat(by(FigureGrouping.DEPARTMENT, Figure.RESPONSE_TIME)).isEqualTo(Map.of("Sales", MINUTE));
        assertThat(by(FigureGrouping.DEPARTMENT, Figure.MESSAGES)).isEqualTo(Map.of("Sales", 2L));
    }

    /** Ada's message is the first in the log, so that the response is hers: 9:01 - 9:00 = 1 min. Each wrote one message. */
    @Test
    void two_agents_who_answer_at_once() {
        say(
                start("s1", "2026-01-05T09:00:00Z"),
                customer("2026-01-05T09:00:00Z"),
                agent("ada", "2026-01-05T09:01:00Z"),
                agent("bob", "2026-01-05T09:01:00Z"));

        assertThat(by(FigureGrouping.AGENT, Figure.RESPONSE_TIME)).isEqualTo(Map.of("ada", MINUTE));
        assertThat(by(FigureGrouping.AGENT, Figure.AGENT_MESSAGES)).isEqualTo(Map.of("ada", 1L, "bob", 1L));
    }

    /**
     * From Friday 16:00 to Monday 10:00 are 8 + 24 + 24 + 10 = 66 h. Without the hold from Friday 17:00 to Monday 9:00, 7 + 48 + 9 = 64 h, the
     * agent handled the session for 2 h.
     */
    @Test
    void a_session_that_is_on_hold_over_a_weekend() {
        Session session = assign(start("s1", "2026-01-02T16:00:00Z"), "2026-01-02T16:00:00Z");
        session = at(session, "2026-01-02T17:00:00Z", EventType.SESSION_HELD, CommitBuilder::hold);
        session = at(session, "2026-01-05T09:00:00Z", EventType.SESSION_RESUMED, next -> next.assign("ada", 1));
        end(session, "2026-01-05T10:00:00Z", EndedBy.AGENT, null);

        assertThat(byDay(Figure.DURATION, 1)).containsExactly(66 * HOUR);
        assertThat(byDay(Figure.HANDLE_TIME, 1)).containsExactly(2 * HOUR);
    }

    /** The agent's first message is no response; the one after the customer's, 9:10:30 - 9:10 = 30 s, is the first: 10.5 min after the start. */
    @Test
    void a_session_that_an_agent_starts() {
        Session session = assign(start("s1", "2026-01-05T09:00:00Z"), "2026-01-05T09:00:00Z");
        say(
                session,
                agent("ada", "2026-01-05T09:00:00Z"),
                customer("2026-01-05T09:10:00Z"),
                agent("ada", "2026-01-05T09:10:30Z"));

        assertThat(byDay(Figure.RESPONSE_TIME, 1)).containsExactly(30 * SECOND);
        assertThat(byDay(Figure.FIRST_RESPONSE, 1)).containsExactly(10 * MINUTE + 30 * SECOND);
        assertThat(byDay(Figure.WAIT, 1)).containsExactly(0L);
    }

    /** A day ends before the first instant of the next one, which is the session's; the day between has none. */
    @Test
    void a_session_exactly_at_the_end_of_a_day_and_a_day_without_any() {
        start("s1", "2026-01-05T09:00:00Z");
        start("s2", "2026-01-07T00:00:00Z");

        assertThat(byDay(Figure.SESSIONS, 2)).containsExactly(1L, 0L);
        assertThat(byDay(Figure.SESSIONS, 3)).containsExactly(1L, 0L, 1L);
    }

    /**
     * The first and the last instant of days, and those beside them: of 23 hours in Berlin (March 29th, from 23:00 to 22:00 UTC) and in São Paulo
     * (November 4th, from 3:00 to 2:00 UTC, without midnight), of 25 hours in Berlin (October 25th, from 22:00 to 23:00 UTC) and in São Paulo
     * (February 16th, from 2:00 to 3:00 UTC), and of 24 hours in Kathmandu (from 18:15 to 18:15 UTC).
     */
    @Test
    void days_are_those_of_the_zone() {
        assertDay("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
        assertDay("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        assertDay("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z");
        assertDay("America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00Z", "2019-02-17T03:00:00Z");
        assertDay("Asia/Kathmandu", "2026-06-01", "2026-05-31T18:15:00Z", "2026-06-01T18:15:00Z");
    }

    private void assertDay(String zone, String day, String first, String behind) {
        String name = zone.replace('/', '-') + "-" + day;
        List<Instant> starts = List.of(
                Instant.parse(first).minusMillis(1),
                Instant.parse(first),
                Instant.parse(behind).minusMillis(1),
                Instant.parse(behind));
        for (int i = 0; i < starts.size(); i++) {
            stored(CommitBuilder.creating(name + "-" + i).at(starts.get(i)));
        }
        LocalDate date = LocalDate.parse(day);
        assertThat(sums(Figure.SESSIONS, FigureRange.ofDays(date.minusDays(1), date.plusDays(2), ZoneId.of(zone))))
                .as(name)
                .containsExactly(1L, 2L, 1L);
    }

    private List<Long> byDay(Figure figure, int days) {
        LocalDate first = LocalDate.parse(MONDAY);
        return sums(figure, FigureRange.ofDays(first, first.plusDays(days), ZoneId.of("UTC")));
    }

    private List<Long> sums(Figure figure, FigureRange range) {
        List<Instant> days =
                range.buckets(FigureUnit.DAY).stream().map(FigureRange::from).toList();
        List<Long> sums = new ArrayList<>(Collections.nCopies(days.size(), 0L));
        figures.figureGroups(
                        FigureQuery.builder(figure, range.window()).byTime(days).build())
                .forEach(group -> sums.set(
                        Integer.parseInt(String.valueOf(group.key())),
                        group.totals().sum()));
        return sums;
    }

    private long counts(Figure figure) {
        return figures.figureGroups(monday(figure).build()).stream()
                .mapToLong(group -> group.totals().count())
                .sum();
    }

    private Map<String, Long> by(FigureGrouping grouping, Figure figure) {
        Function<FigureGroup, String> key = group -> String.valueOf(group.key());
        return figures.figureGroups(monday(figure).by(grouping).build()).stream()
                .collect(Collectors.toMap(key, group -> group.totals().sum()));
    }

    private static FigureQuery.Builder monday(Figure figure) {
        LocalDate day = LocalDate.parse(MONDAY);
        return FigureQuery.builder(
                figure,
                FigureRange.ofDays(day, day.plusDays(1), ZoneId.of("UTC")).window());
    }

    private Session start(String id, String at) {
        return stored(CommitBuilder.creating(id).at(Instant.parse(at)));
    }

    private Session assign(Session session, String at) {
        return stored(CommitBuilder.after(session)
                .at(Instant.parse(at))
                .assign("ada", 1 + Integer.parseInt(session.id().value().substring(1))));
    }

    private Session at(Session session, String at, EventType event, Function<CommitBuilder, CommitBuilder> change) {
        CommitBuilder next = CommitBuilder.after(session).at(Instant.parse(at));
        return stored(change.apply(next)
                .entry(EntryKind.EVENT, session.id() + "-" + session.version(), entry -> entry.type(event.type())));
    }

    private Session end(Session session, String at, EndedBy by, @Nullable Outcome outcome) {
        EndCause cause = by == EndedBy.SYSTEM ? EndCause.INACTIVITY : EndCause.NORMAL;
        Ending ending = new Ending(by, cause, null, outcome, Instant.parse(at), null);
        return at(session, at, EventType.SESSION_ENDED, next -> next.end(ending));
    }

    private Session say(Session session, Step... steps) {
        Session latest = session;
        for (Step step : steps) {
            latest = stored(CommitBuilder.after(latest)
                    .at(Instant.parse(step.at()))
                    .entry(
                            EntryKind.MESSAGE,
                            latest.id() + "-" + latest.version(),
                            entry -> entry.author(new Author(step.type(), step.author(), null, null))
                                    .text("hi")));
        }
        return latest;
    }

    /** A message. */
    record Step(ParticipantType type, String author, String at) {
        static Step customer(String at) {
            return new Step(ParticipantType.CUSTOMER, "carla", at);
        }

        static Step agent(String id, String at) {
            return new Step(ParticipantType.AGENT, id, at);
        }

        static Step bot(String at) {
            return new Step(ParticipantType.BOT, "bot", at);
        }
    }
}
