package dev.helpline.chat.http.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ElapsedTimeTest {
    private Instant now = Instant.parse("2026-05-01T10:00:00Z");
    private final ElapsedTime time = new ElapsedTime(() -> now);

    @Test
    void it_begins_at_zero_and_follows_the_clock() {
        long atFirst = time.nanos();
        now = now.plusMillis(1500);

        assertThat(atFirst).isZero();
        assertThat(time.nanos()).isEqualTo(Duration.ofMillis(1500).toNanos());
    }

    @Test
    void a_clock_that_is_set_back_counts_as_time() {
        now = now.minus(Duration.ofHours(1));
        long setBack = time.nanos();
        now = now.plusSeconds(1);

        assertThat(setBack).isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(time.nanos() - setBack).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void a_small_step_back_counts_as_no_time() {
        now = now.minusSeconds(5);
        long corrected = time.nanos();
        now = now.plusSeconds(7);

        assertThat(corrected).isZero();
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
}
