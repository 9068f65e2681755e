package dev.helpline.chat.core.internal.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.figures.MeasuredTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentTimesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RecentTimes times = new RecentTimes();

    @Test
    void without_measurements_there_is_nothing_to_tell() {
        assertThat(times.recent(0)).isNull();
    }

    @Test
    void the_median_and_the_ninth_tenth_are_measured_times() {
        LongStream.rangeClosed(1, 30).forEach(micros -> add(micros, Duration.ZERO));

        assertThat(times.recent(0)).isEqualTo(MeasuredTime.of(micros(15), micros(27), 30));
    }

    @Test
    void one_measurement_is_both() {
        add(7, Duration.ZERO);

        assertThat(times.recent(0)).isEqualTo(MeasuredTime.of(micros(7), micros(7), 1));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 1_000, 4_095, 4_096, 999_999, 25_000_000, 3_600_000_000L})
    void what_is_told_is_at_most_a_32nd_longer_than_what_was_measured(long micros) {
        add(micros, Duration.ZERO);

        assertThat(told(0).median()).isBetween(micros(micros), micros(micros + micros / 32));
    }

    @Test
    void longer_times_than_an_hour_and_negative_ones_do_no_harm() {
        times.add(Duration.ofSeconds(Long.MAX_VALUE), 0);
        times.add(Duration.ofDays(1), 0);
        times.add(Duration.ofSeconds(-1), 0);

        assertThat(told(0).count()).isEqualTo(3);
        assertThat(told(0).median()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    void a_measurement_counts_for_the_minute_that_has_begun_and_the_14_before() {
        add(5, Duration.ofSeconds(59));

        assertThat(times.recent(MINUTE.multipliedBy(15).toNanos() - 1)).isNotNull();
        assertThat(times.recent(MINUTE.multipliedBy(15).toNanos())).isNull();
    }

    @Test
    void old_measurements_make_room_for_new_ones() {
        for (int minute = 0; minute < 100; minute++) {
            add(minute, MINUTE.multipliedBy(minute));
        }

        MeasuredTime told = told(MINUTE.multipliedBy(99).toNanos());
        assertThat(told.count()).isEqualTo(15);
        assertThat(told.median()).isBetween(micros(92), micros(93));
        assertThat(told.p90()).isBetween(micros(98), micros(99));
    }

    @Test
    void an_origin_before_zero_makes_no_difference() {
        times.add(micros(3), Duration.ofSeconds(-30).toNanos());

        assertThat(times.recent(1)).isEqualTo(MeasuredTime.of(micros(3), micros(3), 1));
        assertThat(times.recent(MINUTE.multipliedBy(14).toNanos())).isNull();
    }

    @Test
    void threads_that_measure_at_once_lose_nothing() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(
                                () -> IntStream.range(0, 10_000).forEach(i -> add(i, Duration.ZERO))))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(times.recent(0)).extracting(MeasuredTime::count).isEqualTo(80_000L);
    }

    private MeasuredTime told(long nowNanos) {
        return Objects.requireNonNull(times.recent(nowNanos));
    }

    private void add(long micros, Duration at) {
        times.add(micros(micros), at.toNanos());
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
