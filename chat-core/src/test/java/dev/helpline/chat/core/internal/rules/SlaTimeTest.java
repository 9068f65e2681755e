package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Time that counts in Berlin, where it is open from 8 to 18 on weekdays, but not on Thursday, 1 January 2026, and from 1 to 4 at night on Sundays.
 * On 29 March 2026 the clocks went from 2 to 3, and on 25 October from 3 back to 2.
 */
class SlaTimeTest {
    private static final SlaTime BERLIN = new SlaTime(berlin());

    private static BusinessHours berlin() {
        WeeklyHours.Builder hours = WeeklyHours.builder(ZoneId.of("Europe/Berlin"))
                .open(DayOfWeek.SUNDAY, LocalTime.of(1, 0), LocalTime.of(4, 0))
                .closed(LocalDate.of(2026, 1, 1));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= DayOfWeek.FRIDAY.getValue()) {
                hours.open(day, LocalTime.of(8, 0), LocalTime.of(18, 0));
            }
        }
        return hours.build();
    }

    @ParameterizedTest(name = "{0} and {1} is {2}")
    @CsvSource({
        "within a day,             2026-01-05T09:00:00Z, PT1H,    2026-01-05T10:00:00Z",
        "to the end of a day,      2026-01-05T09:00:00Z, PT8H,    2026-01-05T17:00:00Z",
        "over a night,             2026-01-05T16:30:00Z, PT1H,    2026-01-06T07:30:00Z",
        "from within a night,      2026-01-05T22:00:00Z, PT1H,    2026-01-06T08:00:00Z",
        "over a holiday,           2025-12-31T16:30:00Z, PT1H,    2026-01-02T07:30:00Z",
        "over a Saturday,          2026-01-09T16:30:00Z, PT1H,    2026-01-11T00:30:00Z",
        "over an hour left out,    2026-03-29T00:30:00Z, PT2H,    2026-03-30T06:30:00Z",
        "over an hour that repeats,2026-10-24T23:30:00Z, PT3H30M, 2026-10-25T03:00:00Z",
        "over days,                2026-01-05T07:00:00Z, PT25H,   2026-01-07T12:00:00Z"
    })
    void time_counts_while_it_is_open(String what, Instant from, Duration time, Instant due) {
        assertThat(BERLIN.after(from, time)).as(what).contains(due);
        assertThat(BERLIN.between(from, due)).as(what).isEqualTo(time);
    }

    @Test
    void time_always_counts_unless_there_are_hours() {
        SlaTime always = new SlaTime(BusinessHours.ALWAYS);
        Instant from = Instant.parse("2026-01-05T09:00:00Z");
        Duration year = Duration.ofDays(366);

        assertThat(always.after(from, year)).contains(from.plus(year));
        assertThat(always.between(from, from.plus(year))).isEqualTo(year);
    }

    @Test
    void no_time_counts_if_it_never_opens() {
        SlaTime never = new SlaTime(WeeklyHours.builder(ZoneId.of("UTC")).build());
        Instant from = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(never.after(from, Duration.ofSeconds(1))).isEmpty();
        assertThat(never.between(from, from.plusSeconds(9))).isZero();
    }

    @Test
    void no_time_counts_backwards() {
        Instant from = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(BERLIN.between(from, from.minusSeconds(9))).isZero();
    }

    @Test
    void hours_that_say_nothing_sensible_end_the_count() {
        BusinessHours shut = new BusinessHours() {
            @Override
            public Optional<Instant> nextOpening(Instant at) {
                return Optional.of(at);
            }

            @Override
            public Optional<Instant> nextClosing(Instant at) {
                return Optional.of(at);
            }
        };
        Instant from = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(new SlaTime(shut).after(from, Duration.ofHours(1))).isEmpty();
        assertThat(new SlaTime(shut).between(from, from.plusSeconds(9))).isZero();
    }
}
