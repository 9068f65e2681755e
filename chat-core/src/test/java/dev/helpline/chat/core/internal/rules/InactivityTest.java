package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.core.internal.rules.Inactivity.Due;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InactivityTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Instant DUE = START.plus(TIMEOUT);

    @Test
    void a_session_is_due_once_the_timeout_has_passed_since_its_newest_entry() {
        assertThat(isDue(SessionState.ACTIVE, Instant.EPOCH, DUE.minusMillis(1)))
                .isFalse();
        assertThat(isDue(SessionState.ACTIVE, Instant.EPOCH, DUE)).isTrue();
    }

    @Test
    void polling_is_a_sign_of_life_in_a_waiting_session_and_not_in_an_active_one() {
        Instant seen = START.plusSeconds(1);

        assertThat(isDue(SessionState.WAITING, seen, DUE)).isFalse();
        assertThat(isDue(SessionState.WAITING, seen, DUE.plusSeconds(1))).isTrue();
        assertThat(isDue(SessionState.ACTIVE, seen, DUE)).isTrue();
    }

    @Test
    void a_session_on_hold_or_at_its_end_is_never_due() {
        assertThat(isDue(SessionState.ON_HOLD, Instant.EPOCH, DUE.plusSeconds(1)))
                .isFalse();
        assertThat(isDue(SessionState.ENDED, Instant.EPOCH, DUE.plusSeconds(1))).isFalse();
    }

    @Test
    void a_clock_that_was_set_back_makes_nothing_due() {
        assertThat(isDue(SessionState.ACTIVE, Instant.EPOCH, START.minus(Duration.ofDays(1))))
                .isFalse();
    }

    @Test
    void one_clock_runs_at_a_time_and_says_what_is_due() {
        Inactivity clocks = new Inactivity(ChatPolicy.builder()
                .customerTimeout(Duration.ofMinutes(10))
                .agentTimeout(Duration.ofMinutes(5))
                .build());

        assertThat(due(clocks, turn(Turn.EITHER), Duration.ofMinutes(29))).isEqualTo(Due.NOTHING);
        assertThat(due(clocks, turn(Turn.EITHER), Duration.ofMinutes(30))).isEqualTo(Due.END);
        assertThat(due(clocks, turn(Turn.CUSTOMER), Duration.ofMinutes(9))).isEqualTo(Due.NOTHING);
        assertThat(due(clocks, turn(Turn.CUSTOMER), Duration.ofMinutes(10))).isEqualTo(Due.END);
        assertThat(due(clocks, turn(Turn.AGENT), Duration.ofMinutes(4))).isEqualTo(Due.NOTHING);
        assertThat(due(clocks, turn(Turn.AGENT), Duration.ofMinutes(5))).isEqualTo(Due.RETURN);
    }

    @Test
    void a_side_without_a_clock_has_that_of_the_session() {
        Inactivity clocks = new Inactivity(ChatPolicy.builder().build());

        assertThat(due(clocks, turn(Turn.CUSTOMER), Duration.ofMinutes(29))).isEqualTo(Due.NOTHING);
        assertThat(due(clocks, turn(Turn.CUSTOMER), TIMEOUT)).isEqualTo(Due.END);
        assertThat(due(clocks, turn(Turn.AGENT), TIMEOUT)).isEqualTo(Due.END);
    }

    @Test
    void an_end_needs_a_warning_that_has_stood_for_its_time() {
        Inactivity clocks = new Inactivity(
                ChatPolicy.builder().endWarning(Duration.ofMinutes(2)).build());
        Session active = Sessions.in(SessionState.ACTIVE);

        assertThat(due(clocks, active, Duration.ofMinutes(27))).isEqualTo(Due.NOTHING);
        assertThat(due(clocks, active, Duration.ofMinutes(28))).isEqualTo(Due.WARNING);
        assertThat(due(clocks, active, Duration.ofHours(3))).isEqualTo(Due.WARNING);
        assertThat(due(clocks, warned(active, Duration.ofMinutes(31)), Duration.ofMinutes(30)))
                .isEqualTo(Due.NOTHING);
        assertThat(due(clocks, warned(active, Duration.ofMinutes(31)), Duration.ofMinutes(31)))
                .isEqualTo(Due.END);
    }

    @Test
    void a_glance_says_maybe_wherever_something_is_due() {
        Inactivity clocks = new Inactivity(ChatPolicy.builder()
                .customerTimeout(Duration.ofMinutes(10))
                .agentTimeout(Duration.ofMinutes(5))
                .endWarning(Duration.ofMinutes(2))
                .build());
        for (Turn turn : Turn.values()) {
            for (Session session : List.of(turn(turn), warned(turn(turn), Duration.ofMinutes(12)))) {
                for (int minute = 0; minute < 40; minute++) {
                    Instant now = START.plus(Duration.ofMinutes(minute));
                    boolean due = due(clocks, session, Duration.ofMinutes(minute)) != Due.NOTHING;
                    assertThat(clocks.mayBeDue(session, now.toEpochMilli()))
                            .as("%s after %s minutes", session, minute)
                            .isEqualTo(due);
                }
            }
        }
    }

    private static Due due(Inactivity clocks, Session session, Duration after) {
        return clocks.due(session, Instant.EPOCH, clocks.cutoffs(START.plus(after)::minus));
    }

    private static Session turn(Turn turn) {
        Session active = Sessions.in(SessionState.ACTIVE);
        return active.toBuilder()
                .turn(turn)
                .timeline(active.timeline().toBuilder()
                        .turnSince(turn == Turn.EITHER ? null : START)
                        .build())
                .build();
    }

    private static Session warned(Session session, Duration end) {
        return session.toBuilder()
                .timeline(session.timeline().toBuilder().endsAt(START.plus(end)).build())
                .build();
    }

    private static boolean isDue(SessionState state, Instant seen, Instant now) {
        Inactivity clocks = new Inactivity(ChatPolicy.builder().build());
        return clocks.due(Sessions.in(state), seen, clocks.cutoffs(now::minus)) == Due.END;
    }
}
