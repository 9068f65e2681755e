package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.Sessions;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpireCommandTest {
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

    private static boolean isDue(SessionState state, Instant seen, Instant now) {
        return ExpireCommand.isDue(Sessions.in(state), seen, now.minus(TIMEOUT));
    }
}
