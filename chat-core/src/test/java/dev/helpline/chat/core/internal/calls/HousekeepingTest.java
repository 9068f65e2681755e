package dev.helpline.chat.core.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HousekeepingTest {
    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT0.03S, PT0.97S", "PT0.5S, PT0.5S", "PT0.9S, PT0.5S", "PT1M, PT0.5S"})
    void the_duties_start_once_a_second_and_rest_half_a_second_at_least(Duration run, Duration pause) {
        assertThat(Housekeeping.pauseAfter(run)).isEqualTo(pause);
    }
}
