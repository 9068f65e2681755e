package dev.helpline.chat.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitEstimateTest {
    private static final List<Duration> WAITS = List.of(seconds(90), seconds(10), seconds(30));

    @ParameterizedTest
    @CsvSource({"1,1,30", "2,1,60", "1,2,30", "2,2,30", "3,2,60", "10,3,120", "1,100,30"})
    void the_median_wait_is_counted_once_per_round(int position, int agents, int seconds) {
        assertThat(WaitEstimate.of(position, Duration.ZERO, WAITS, agents)).contains(seconds(seconds));
    }

    @Test
    void what_was_waited_already_is_taken_off_but_never_below_nothing() {
        assertThat(WaitEstimate.of(1, seconds(10), WAITS, 1)).contains(seconds(20));
        assertThat(WaitEstimate.of(1, seconds(31), WAITS, 1)).contains(Duration.ZERO);
    }

    @Test
    void a_single_long_wait_does_not_count_for_more_than_one() {
        assertThat(WaitEstimate.of(1, Duration.ZERO, List.of(seconds(10), seconds(20), Duration.ofDays(1)), 1))
                .contains(seconds(20));
    }

    @Test
    void without_agents_or_waits_nothing_is_known() {
        assertThat(WaitEstimate.of(1, Duration.ZERO, WAITS, 0)).isEmpty();
        assertThat(WaitEstimate.of(1, Duration.ZERO, List.of(), 1)).isEmpty();
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
