package dev.helpline.chat.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitEstimateTest {
    private static final Duration WAIT = seconds(30);

    @ParameterizedTest
    @CsvSource({"1,1,30", "2,1,60", "1,2,30", "2,2,30", "3,2,60", "10,3,120", "1,100,30"})
    void the_median_wait_is_counted_once_per_round(int position, int agents, int seconds) {
        assertThat(WaitEstimate.of(position, Duration.ZERO, WAIT, agents)).contains(seconds(seconds));
    }

    @Test
    void what_was_waited_already_is_taken_off_but_never_below_nothing() {
        assertThat(WaitEstimate.of(1, seconds(10), WAIT, 1)).contains(seconds(20));
        assertThat(WaitEstimate.of(1, seconds(31), WAIT, 1)).contains(Duration.ZERO);
    }

    @Test
    void without_agents_or_waits_nothing_is_known() {
        assertThat(WaitEstimate.of(1, Duration.ZERO, WAIT, 0)).isEmpty();
        assertThat(WaitEstimate.of(1, Duration.ZERO, null, 1)).isEmpty();
    }

    @Test
    void the_median_is_the_middle_of_the_waits_in_order() {
        assertThat(WaitEstimate.median(List.of(seconds(90), seconds(10), seconds(30))))
                .contains(seconds(30));
        assertThat(WaitEstimate.median(List.of(seconds(20), seconds(10)))).contains(seconds(10));
        assertThat(WaitEstimate.median(List.of(seconds(7)))).contains(seconds(7));
        assertThat(WaitEstimate.median(List.of())).isEmpty();
    }

    @Test
    void a_single_long_wait_does_not_count_for_more_than_one() {
        assertThat(WaitEstimate.median(List.of(seconds(10), seconds(20), Duration.ofDays(1))))
                .contains(seconds(20));
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
