package dev.helpline.chat.core.internal.rules;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClaimedTimesTest {
    private static final Instant NOW = START;
    private static final Instant AHEAD = NOW.plus(Duration.ofMinutes(5));

    @Test
    void up_to_five_minutes_ahead_is_believed() {
        assertThat(ClaimedTimes.plausible(AHEAD, NOW)).isEqualTo(AHEAD);
        assertThat(ClaimedTimes.plausible(AHEAD.plusMillis(1), NOW)).isNull();
        assertThat(ClaimedTimes.plausible(Instant.MAX, NOW)).isNull();
    }

    @Test
    void a_clock_that_was_never_set_is_not_believed() {
        assertThat(ClaimedTimes.plausible(Instant.EPOCH, NOW)).isNull();
        assertThat(ClaimedTimes.plausible(Instant.MIN, NOW)).isNull();
        assertThat(ClaimedTimes.plausible(NOW.minus(Duration.ofDays(365)), NOW)).isNotNull();
    }

    @Test
    void nothing_ends_before_it_starts() {
        assertThat(ClaimedTimes.plausibleAfter(NOW, NOW, NOW)).isEqualTo(NOW);
        assertThat(ClaimedTimes.plausibleAfter(NOW, NOW.minusMillis(1), NOW)).isNull();
    }

    @Test
    void a_claim_is_kept_to_the_millisecond() {
        assertThat(ClaimedTimes.plausible(NOW.plusNanos(1_999_999), NOW)).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void no_claim_is_no_claim() {
        assertThat(ClaimedTimes.plausible(null, NOW)).isNull();
    }
}
