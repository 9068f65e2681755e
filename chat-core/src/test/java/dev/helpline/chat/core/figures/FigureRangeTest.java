package dev.helpline.chat.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FigureRangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-28, 24",
        "Europe/Berlin,       2026-03-29, 23",
        "Europe/Berlin,       2026-10-25, 25",
        "America/Sao_Paulo,   2018-11-04, 23",
        "America/Sao_Paulo,   2019-02-16, 25",
        "Asia/Kathmandu,      2026-03-29, 24"
    })
    void a_day_has_the_hours_that_it_has_in_the_zone(String zone, String day, int hours) {
        LocalDate first = LocalDate.parse(day);

        List<FigureRange> days =
                FigureRange.ofDays(first, first.plusDays(1), ZoneId.of(zone)).buckets(FigureUnit.DAY);
        List<FigureRange> ofHours =
                FigureRange.ofDays(first, first.plusDays(1), ZoneId.of(zone)).buckets(FigureUnit.HOUR);

        assertThat(days).hasSize(1);
        assertThat(length(days.get(0))).isEqualTo(Duration.ofHours(hours));
        assertThat(ofHours)
                .hasSize(hours)
                .allSatisfy(hour -> assertThat(length(hour)).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void a_day_begins_with_its_first_instant_where_midnight_is_left_out() {
        ZoneId zone = ZoneId.of("America/Sao_Paulo");

        FigureRange day = FigureRange.ofDays(LocalDate.of(2018, 11, 4), LocalDate.of(2018, 11, 5), zone);

        assertThat(day.from()).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
        assertThat(day.to()).isEqualTo(Instant.parse("2018-11-05T02:00:00Z"));
    }

    @Test
    void hours_of_a_zone_begin_at_full_hours_of_its_clock() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");

        assertThat(FigureRange.of(
                                Instant.parse("2026-01-05T00:30:00Z"), Instant.parse("2026-01-05T02:00:00Z"), kathmandu)
                        .buckets(FigureUnit.HOUR))
                .extracting(FigureRange::from)
                .containsExactly(Instant.parse("2026-01-05T00:30:00Z"), Instant.parse("2026-01-05T01:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-04-04", "2026-10-03", "2026-10-04"})
    void clocks_that_are_set_by_half_an_hour_leave_no_gap(String day) {
        LocalDate first = LocalDate.parse(day);

        FigureRange range = FigureRange.ofDays(first, first.plusDays(2), ZoneId.of("Australia/Lord_Howe"));

        assertWithoutGaps(range, range.buckets(FigureUnit.HOUR));
    }

    @Test
    void weeks_begin_on_monday_and_are_cut_to_the_range() {
        FigureRange range = FigureRange.ofDays(LocalDate.of(2026, 1, 7), LocalDate.of(2026, 1, 14), UTC);

        assertThat(range.buckets(FigureUnit.WEEK))
                .containsExactly(
                        FigureRange.ofDays(LocalDate.of(2026, 1, 7), LocalDate.of(2026, 1, 12), UTC),
                        FigureRange.ofDays(LocalDate.of(2026, 1, 12), LocalDate.of(2026, 1, 14), UTC));
    }

    @Test
    void months_are_as_long_as_they_are() {
        FigureRange year = FigureRange.ofDays(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1), BERLIN);

        List<FigureRange> months = year.buckets(FigureUnit.MONTH);

        assertThat(months).hasSize(12);
        assertThat(length(months.get(1))).isEqualTo(Duration.ofDays(29));
        assertThat(length(months.get(2))).isEqualTo(Duration.ofDays(31).minusHours(1));
        assertWithoutGaps(year, months);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOUR")
    void groups_of_any_unit_are_the_whole_range(FigureUnit unit) {
        FigureRange range = FigureRange.of(
                Instant.parse("2025-09-30T21:59:59.999Z"), Instant.parse("2026-04-01T10:20:30.400Z"), BERLIN);

        assertWithoutGaps(range, range.buckets(unit));
    }

    @Test
    void an_empty_range_has_no_groups() {
        Instant now = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(FigureRange.of(now, now, UTC).buckets(FigureUnit.DAY)).isEmpty();
    }

    @Test
    void a_range_has_bounds() {
        Instant now = Instant.parse("2026-01-05T09:00:00Z");

        assertThatIllegalArgumentException().isThrownBy(() -> FigureRange.of(now, now.minusMillis(1), UTC));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FigureRange.of(FigureRange.EARLIEST.minusMillis(1), now, UTC));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> FigureRange.of(now, now.plus(FigureRange.LONGEST).plusMillis(1), UTC));
        assertThat(FigureRange.of(now, now.plus(FigureRange.LONGEST), UTC).buckets(FigureUnit.WEEK))
                .hasSize(523);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FigureRange.of(now, now.plus(FigureRange.LONGEST), UTC).buckets(FigureUnit.DAY));
    }

    private static Duration length(FigureRange range) {
        return Duration.between(range.from(), range.to());
    }

    private static void assertWithoutGaps(FigureRange range, List<FigureRange> buckets) {
        assertThat(buckets.get(0).from()).isEqualTo(range.from());
        assertThat(buckets.get(buckets.size() - 1).to()).isEqualTo(range.to());
        assertThat(buckets.stream().skip(1).map(FigureRange::from))
                .containsExactlyElementsOf(buckets.stream()
                        .limit(buckets.size() - 1L)
                        .map(FigureRange::to)
                        .toList());
        assertThat(buckets).allSatisfy(bucket -> assertThat(length(bucket)).isPositive());
    }
}
