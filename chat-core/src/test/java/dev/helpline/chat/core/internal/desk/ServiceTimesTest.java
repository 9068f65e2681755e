package dev.helpline.chat.core.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.session.WaitEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTimesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HUNDRED = Duration.ofSeconds(100);

    /** The exact quantiles are those of tables of the F distribution. */
    @ParameterizedTest
    @CsvSource({
        // ends, measured, F(0.5), F(0.9)
        "1, 1, 1.000, 9.000",
        "1, 5, 0.743, 2.924",
        "1, 60, 0.697, 2.347",
        "5, 5, 1.000, 2.323",
        "10, 60, 0.972, 1.482",
        "60, 60, 1.000, 1.265",
    })
    void quantiles_are_those_of_the_f_distribution(int ends, int measured, double median, double p90) {
        WaitEstimate estimate =
                new ServiceTimes(HUNDRED, measured).until(ends, ends).orElseThrow();

        assertThat(estimate.median().toSeconds() / 100.0).isBetween(median * 0.97 - 0.01, median * 1.03 + 0.01);
        assertThat(estimate.p90().toSeconds() / 100.0).isBetween(p90 * 0.97 - 0.01, p90 * 1.08 + 0.01);
    }

    @Test
    void twice_as_many_in_service_halve_the_wait() {
        ServiceTimes times = new ServiceTimes(HUNDRED, 50);

        WaitEstimate one = times.until(4, 1).orElseThrow();
        WaitEstimate two = times.until(4, 2).orElseThrow();

        assertThat(one.median().toSeconds())
                .isBetween(2 * two.median().toSeconds() - 1, 2 * two.median().toSeconds() + 1);
        assertThat(one.p90().toSeconds())
                .isBetween(2 * two.p90().toSeconds() - 1, 2 * two.p90().toSeconds() + 1);
    }

    @Test
    void the_longest_queue_is_calculated_exactly_enough_to_be_in_order() {
        WaitEstimate estimate = new ServiceTimes(MINUTE, WaitEstimate.SAMPLE)
                .until(10_000, 1000)
                .orElseThrow();

        assertThat(estimate.median()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        assertThat(estimate.p90()).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(13));
    }

    @Test
    void beyond_a_day_there_is_no_estimate() {
        assertThat(new ServiceTimes(Duration.ofHours(2), 1).until(2, 1)).isEmpty();
        assertThat(new ServiceTimes(Duration.ofHours(2), 1).until(1, 1)).isPresent();
    }

    @Test
    void the_mean_is_of_all_services_that_may_count() {
        assertThat(ServiceTimes.of(List.of(
                        MINUTE, MINUTE.multipliedBy(3), MINUTE.negated(), WaitEstimate.LONGEST_SERVICE.plusMillis(1))))
                .contains(new ServiceTimes(MINUTE.multipliedBy(2), 2));
        assertThat(ServiceTimes.of(List.of(WaitEstimate.LONGEST_SERVICE)))
                .contains(new ServiceTimes(WaitEstimate.LONGEST_SERVICE, 1));
    }

    @Test
    void without_a_service_nothing_was_measured() {
        assertThat(ServiceTimes.of(List.of())).isEmpty();
        assertThat(ServiceTimes.of(List.of(MINUTE.negated()))).isEmpty();
    }

    @Test
    void services_of_no_time_make_an_estimate_of_no_time() {
        Optional<WaitEstimate> estimate =
                ServiceTimes.of(List.of(Duration.ZERO)).flatMap(times -> times.until(1, 1));

        assertThat(estimate).contains(WaitEstimate.of(Duration.ZERO, Duration.ZERO));
    }
}
