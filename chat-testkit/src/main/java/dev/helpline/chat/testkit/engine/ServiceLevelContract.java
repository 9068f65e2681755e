package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.AgentDesk;
import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.AddNote;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Audience;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.hours.BusinessHours;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SlaClock;
import dev.helpline.chat.spi.session.SlaTarget;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.testkit.time.Await;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The times that the host promises: when they are up, what stops and moves them, and how breaches are noted. */
abstract class ServiceLevelContract extends EngineTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration SWEEP = Duration.ofSeconds(7);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void promise() {
        promise(policy(SlaPolicy.builder()).build());
    }

    private static SlaPolicy.Builder policy(SlaPolicy.Builder builder) {
        return builder.level(ServiceLevel.builder()
                        .assignment(minutes(2))
                        .firstResponse(minutes(5))
                        .nextResponse(minutes(10))
                        .resolution(minutes(60))
                        .build())
                .level(
                        Priority.URGENT,
                        ServiceLevel.builder().firstResponse(minutes(1)).build())
                .level("sales", ServiceLevel.builder().resolution(minutes(90)).build());
    }

    private void promise(SlaPolicy sla) {
        engine.close();
        engine = engineWith(sla);
    }

    private ChatEngine engineWith(@Nullable SlaPolicy sla) {
        ChatPolicy policy = unlimited()
                .sessionTimeout(Duration.ofDays(300))
                .reopenWindow(Duration.ofDays(1))
                .sla(sla)
                .build();
        return closing(engineBuilder(store, policy)
                .listener(new ChatListener() {
                    @Override
                    public void onSlaBreached(Session session, Entry event) {
                        told.add(session.id() + " " + event.metadata());
                    }
                })
                .build());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    // --- the clocks -----------------------------------------------------------------------------------------------

    @Test
    void a_session_is_due_for_an_agent_a_response_and_an_end_from_its_start_on() {
        SessionId session = started();

        assertDue(session, SlaTarget.ASSIGNMENT, minutes(2));
        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(5));
        assertDue(session, SlaTarget.NEXT_RESPONSE, null);
        assertDue(session, SlaTarget.RESOLUTION, minutes(60));
    }

    @Test
    void a_session_has_no_clocks_unless_the_host_has_service_levels() {
        engine.close();
        engine = engineWith(null);
        SessionId session = started();
        carlaSays(session, "Hello");
        anton().claim(session);

        assertThat(stored(session).sla()).isEmpty();
    }

    @Test
    void an_agent_who_takes_the_session_and_answers_stops_the_first_clocks() {
        SessionId session = started();
        time.advance(TICK);

        anton().claim(session);
        assertDue(session, SlaTarget.ASSIGNMENT, null);
        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(5));
        antonSays(session, "Hello");

        assertDue(session, SlaTarget.FIRST_RESPONSE, null);
        assertDue(session, SlaTarget.NEXT_RESPONSE, null);
    }

    @Test
    void a_note_is_no_response() {
        SessionId session = active();

        anton().note(AddNote.of(session, "hm"));

        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(5));
    }

    @Test
    void the_next_response_is_due_from_the_first_of_the_messages_without_one() {
        SessionId session = active();
        carlaSays(session, "Hello");
        assertDue(session, SlaTarget.NEXT_RESPONSE, null);
        antonSays(session, "Hello");

        time.advance(minutes(1));
        carlaSays(session, "And?");
        time.advance(minutes(1));
        carlaSays(session, "Still there?");
        assertDue(session, SlaTarget.NEXT_RESPONSE, minutes(11));
        antonSays(session, "Yes");
        assertDue(session, SlaTarget.NEXT_RESPONSE, null);

        time.advance(minutes(1));
        carlaSays(session, "Good");
        assertDue(session, SlaTarget.NEXT_RESPONSE, minutes(13));
    }

    @Test
    void time_on_hold_counts_for_a_response_and_not_for_the_resolution() {
        SessionId session = active();
        time.advance(minutes(10));

        anton().hold(session);
        assertDue(session, SlaTarget.RESOLUTION, null);
        assertThat(clock(session, SlaTarget.RESOLUTION).spent()).isEqualTo(minutes(10));
        assertThat(clock(session, SlaTarget.FIRST_RESPONSE).breachedAt()).isEqualTo(START.plus(minutes(10)));
        time.advance(minutes(30));
        anton().resume(session);

        assertDue(session, SlaTarget.RESOLUTION, minutes(10 + 30 + 50));
    }

    @Test
    void a_session_that_goes_back_to_the_queue_is_due_for_an_agent_anew() {
        SessionId session = active();
        time.advance(minutes(20));

        anton().transfer(TransferSession.toQueue(session).build());

        assertDue(session, SlaTarget.ASSIGNMENT, minutes(22));
        assertDue(session, SlaTarget.RESOLUTION, minutes(60));
    }

    @Test
    void a_change_of_the_priority_moves_what_is_due() {
        SessionId session = started();
        time.advance(Duration.ofSeconds(30));

        anton().setPriority(session, Priority.URGENT);
        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(1));
        assertDue(session, SlaTarget.ASSIGNMENT, null);
        assertDue(session, SlaTarget.RESOLUTION, null);

        anton().setPriority(session, Priority.HIGH);
        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(5));
        assertDue(session, SlaTarget.ASSIGNMENT, minutes(2));
        assertDue(session, SlaTarget.RESOLUTION, minutes(60));
    }

    @Test
    void a_transfer_to_a_department_moves_what_is_due() {
        engine.agent(Principal.agent("sue", Role.AGENT, null, "sales")).agents();
        SessionId session = active();

        anton().transfer(TransferSession.toDepartment(session, "sales").build());

        assertDue(session, SlaTarget.RESOLUTION, minutes(90));
        assertDue(session, SlaTarget.FIRST_RESPONSE, null);
        assertDue(session, SlaTarget.ASSIGNMENT, null);
    }

    @Test
    void a_reopened_session_has_its_time_for_the_resolution_anew() {
        SessionId session = active();
        antonSays(session, "Hello");
        anton().end(EndSession.of(session));
        assertThat(stored(session).slaDueAt()).isNull();
        time.advance(minutes(70));

        carlaSays(session, "And?");

        assertDue(session, SlaTarget.RESOLUTION, minutes(130));
        assertDue(session, SlaTarget.NEXT_RESPONSE, minutes(80));
        assertDue(session, SlaTarget.FIRST_RESPONSE, null);
    }

    @Test
    void a_session_that_is_reopened_without_a_response_is_due_for_the_first_one() {
        SessionId session = started();
        carla().end(EndSession.of(session));
        time.advance(minutes(70));

        carlaSays(session, "And?");

        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(75));
        assertDue(session, SlaTarget.NEXT_RESPONSE, null);
    }

    @Test
    void only_time_within_the_hours_counts() {
        promise(policy(SlaPolicy.builder()
                        .hours(WeeklyHours.builder(ZoneOffset.UTC)
                                .open(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(9, 30))
                                .open(DayOfWeek.TUESDAY, LocalTime.of(8, 0), LocalTime.of(18, 0))
                                .build()))
                .build());
        SessionId session = active();

        assertDue(session, SlaTarget.FIRST_RESPONSE, minutes(5));
        assertDue(session, SlaTarget.RESOLUTION, Duration.ofHours(23).plusMinutes(30));

        time.advance(Duration.ofHours(3));
        anton().hold(session);

        assertThat(clock(session, SlaTarget.RESOLUTION).spent()).isEqualTo(minutes(30));
    }

    // --- breaches -------------------------------------------------------------------------------------------------

    @Test
    void a_breach_is_noted_by_the_sweep_once_and_only_for_agents() {
        SessionId session = started();
        PollAnswer before = carla().poll(everything(session, null));

        pass(minutes(2).minusMillis(1));
        assertThat(breaches(session)).isEmpty();
        pass(SWEEP);
        pass(SWEEP);
        pass(SWEEP);

        assertThat(breaches(session)).containsExactly("assignment 2026-01-05T09:02:00Z");
        Await.until(() -> !told.isEmpty());
        assertThat(told).containsExactly(session + " {\"target\":\"assignment\",\"dueAt\":\"2026-01-05T09:02:00Z\"}");
        assertThat(clock(session, SlaTarget.ASSIGNMENT).breachedAt()).isBetween(START.plus(minutes(2)), time.instant());
        assertThat(store.auditAfter(session, 0, 10))
                .last()
                .extracting(AuditRecord::action, AuditRecord::detail, AuditRecord::actor)
                .containsExactly("SLA_BREACHED", "target=ASSIGNMENT dueAt=2026-01-05T09:02:00Z", null);
        PollAnswer after = carla().poll(everything(session, null));
        assertThat(after.messages()).isEqualTo(before.messages());
        assertThat(after.view().session().timeline())
                .isEqualTo(before.view().session().timeline());
    }

    @Test
    void a_response_that_comes_too_late_takes_its_breach_along() {
        SessionId session = active();
        time.advance(minutes(5)); // without a sweep

        antonSays(session, "Hello");
        antonSays(session, "Sorry");

        assertThat(breaches(session)).containsExactly("first_response 2026-01-05T09:05:00Z");
        assertThat(clock(session, SlaTarget.FIRST_RESPONSE).breachedAt()).isEqualTo(START.plus(minutes(5)));
    }

    @Test
    void a_response_in_time_is_no_breach() {
        SessionId session = active();
        time.advance(minutes(5).minusMillis(1));

        antonSays(session, "Hello");
        pass(SWEEP);

        assertThat(breaches(session)).isEmpty();
    }

    @Test
    void an_end_that_comes_too_late_takes_its_breach_along() {
        SessionId session = active();
        antonSays(session, "Hello");
        time.advance(minutes(61));

        anton().end(EndSession.of(session));

        assertThat(breaches(session)).containsExactly("resolution 2026-01-05T10:00:00Z");
    }

    @Test
    void a_response_that_is_due_again_can_be_breached_again() {
        SessionId session = active();
        antonSays(session, "Hello");

        for (int i = 0; i < 2; i++) {
            carlaSays(session, "And?");
            pass(minutes(10));
            pass(SWEEP);
            antonSays(session, "Now");
        }

        assertThat(breaches(session)).hasSize(2).allMatch(breach -> breach.startsWith("next_response"));
    }

    @Test
    void a_breach_stays_when_the_priority_changes() {
        SessionId session = active();
        anton().setPriority(session, Priority.URGENT);
        pass(minutes(1));
        pass(SWEEP);
        assertThat(breaches(session)).hasSize(1);

        anton().setPriority(session, Priority.NORMAL);
        pass(minutes(5));
        pass(SWEEP);

        assertThat(breaches(session)).containsExactly("first_response 2026-01-05T09:01:00Z");
    }

    @Test
    void several_engines_and_restarts_note_a_breach_once() {
        SessionId session = active();
        for (int i = 0; i < 3; i++) {
            engineWith(policy(SlaPolicy.builder()).build());
        }
        time.advance(minutes(5));

        passSlowly(SWEEP);
        promise(policy(SlaPolicy.builder()).build());
        passSlowly(SWEEP);

        assertThat(breaches(session)).containsExactly("first_response 2026-01-05T09:05:00Z");
        Await.until(() -> !told.isEmpty());
        assertThat(told).hasSize(1);
    }

    @Test
    void the_sweep_finds_every_one_of_many_breaches() {
        List<SessionId> sessions =
                IntStream.range(0, 510).mapToObj(i -> started("c" + i)).toList();

        pass(minutes(2));
        pass(SWEEP);

        assertThat(sessions).allSatisfy(session -> assertThat(breaches(session)).hasSize(1));
    }

    @Test
    void an_engine_goes_on_without_due_times_if_the_hours_fail() {
        promise(policy(SlaPolicy.builder().hours(new FailingHours())).build());

        SessionId session = active();
        anton().hold(session);

        assertThat(stored(session).slaDueAt()).isNull();
    }

    @Test
    void agents_see_what_is_due_in_lists_and_in_the_detail() {
        SessionId session = started();
        AgentDesk desk = anton();

        assertThat(desk.detail(session).view().session().slaDueAt()).isEqualTo(START.plus(minutes(2)));
        assertThat(desk.openSessions(OpenSessionQuery.ALL, 1, 10).sessions())
                .extracting(summary -> summary.view().session().slaDueAt())
                .containsExactly(START.plus(minutes(2)));
    }

    private static final class FailingHours implements BusinessHours {
        @Override
        public Optional<Instant> nextOpening(Instant at) {
            throw new IllegalStateException("no calendar");
        }

        @Override
        public Optional<Instant> nextClosing(Instant at) {
            throw new IllegalStateException("no calendar");
        }
    }

    private SlaClock clock(SessionId session, SlaTarget target) {
        return stored(session).sla().getOrDefault(target, SlaClock.builder().build());
    }

    private void assertDue(SessionId session, SlaTarget target, @Nullable Duration afterStart) {
        assertThat(clock(session, target).dueAt())
                .as(target.name())
                .isEqualTo(afterStart == null ? null : START.plus(afterStart));
    }

    /** Returns the target and the due time of each breach that the log has. */
    private List<String> breaches(SessionId session) {
        return log(session).stream()
                .filter(entry -> entry.type().equals("sla_breached"))
                .peek(entry -> assertThat(entry.audience()).isEqualTo(Audience.AGENTS))
                .map(entry -> String.valueOf(entry.metadata())
                        .replaceAll("\\{\"target\":\"(\\w+)\",\"dueAt\":\"(\\S+)\"}", "$1 $2"))
                .toList();
    }
}
