package dev.helpline.chat.core.hours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime SIX_PM = LocalTime.of(18, 0);

    /** Monday to Friday from 9 to 12 and from 13 to 18, Friday also from 22 to 2, and not on New Year's Day, but on a Saturday. */
    private static final WeeklyHours SHOP = shop();

    private static WeeklyHours shop() {
        WeeklyHours.Builder hours = WeeklyHours.builder(BERLIN);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
                hours.open(day, NINE, LocalTime.NOON).open(day, LocalTime.of(13, 0), SIX_PM);
            }
        }
        return hours.open(DayOfWeek.FRIDAY, LocalTime.of(22, 0), LocalTime.of(2, 0))
                .closed(LocalDate.of(2026, 1, 1))
                .open(LocalDate.of(2026, 1, 10), NINE, LocalTime.of(10, 30))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        // at                open   opens             closes
        "2026-01-05T08:59, false, 2026-01-05T09:00, 2026-01-05T08:59",
        "2026-01-05T09:00, true,  2026-01-05T09:00, 2026-01-05T12:00",
        "2026-01-05T11:59, true,  2026-01-05T11:59, 2026-01-05T12:00",
        "2026-01-05T12:00, false, 2026-01-05T13:00, 2026-01-05T12:00",
        "2026-01-05T18:00, false, 2026-01-06T09:00, 2026-01-05T18:00",
        "2026-01-09T23:00, true,  2026-01-09T23:00, 2026-01-10T02:00",
        "2026-01-10T01:59, true,  2026-01-10T01:59, 2026-01-10T02:00",
        "2026-01-10T02:00, false, 2026-01-10T09:00, 2026-01-10T02:00",
        "2026-01-10T10:30, false, 2026-01-12T09:00, 2026-01-10T10:30",
        "2026-01-17T09:30, false, 2026-01-19T09:00, 2026-01-17T09:30",
        "2025-12-31T18:00, false, 2026-01-02T09:00, 2025-12-31T18:00",
        "2026-01-01T10:00, false, 2026-01-02T09:00, 2026-01-01T10:00"
    })
    void a_shop_with_a_break_a_late_evening_a_holiday_and_an_extra_day(
            String at, boolean open, String opens, String closes) {
        assertThat(SHOP.isOpen(berlin(at))).isEqualTo(open);
        assertThat(SHOP.nextOpening(berlin(at))).contains(berlin(opens));
        assertThat(SHOP.nextClosing(berlin(at))).contains(berlin(closes));
    }

    @Test
    void hours_that_cross_midnight_into_a_holiday_go_on_until_they_end() {
        WeeklyHours hours = WeeklyHours.builder(BERLIN)
                .open(DayOfWeek.WEDNESDAY, LocalTime.of(22, 0), LocalTime.of(4, 0))
                .open(DayOfWeek.THURSDAY, NINE, SIX_PM)
                .closed(LocalDate.of(2026, 1, 1))
                .build();

        assertThat(hours.isOpen(berlin("2026-01-01T03:59"))).isTrue();
        assertThat(hours.nextOpening(berlin("2026-01-01T04:00"))).contains(berlin("2026-01-07T22:00"));
    }

    @Test
    void hours_that_meet_are_one() {
        WeeklyHours hours = WeeklyHours.builder(BERLIN)
                .open(DayOfWeek.MONDAY, LocalTime.of(20, 0), LocalTime.MIDNIGHT)
                .open(DayOfWeek.TUESDAY, LocalTime.MIDNIGHT, LocalTime.of(6, 0))
                .open(DayOfWeek.TUESDAY, LocalTime.of(5, 0), LocalTime.of(8, 0))
                .build();

        assertThat(hours.nextClosing(berlin("2026-01-05T21:00"))).contains(berlin("2026-01-06T08:00"));
    }

    @Test
    void an_empty_week_never_opens_and_a_full_one_never_closes() {
        WeeklyHours.Builder full = WeeklyHours.builder(BERLIN);
        for (DayOfWeek day : DayOfWeek.values()) {
            full.open(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        WeeklyHours empty = WeeklyHours.builder(BERLIN).build();
        Instant now = berlin("2026-03-01T10:00");

        assertThat(empty.nextOpening(now)).isEmpty();
        assertThat(empty.nextClosing(now)).contains(now);
        assertThat(full.build().nextOpening(now)).contains(now);
        assertThat(full.build().nextClosing(now)).isEmpty();
    }

    @Test
    void the_night_in_which_an_hour_is_left_out_is_an_hour_shorter() {
        WeeklyHours night = sundayNight(LocalTime.MIDNIGHT, LocalTime.of(6, 0));
        Instant begin = Instant.parse("2026-03-28T23:00:00Z");

        assertThat(night.nextClosing(begin)).contains(begin.plus(Duration.ofHours(5)));
    }

    @Test
    void the_night_with_an_hour_twice_is_an_hour_longer() {
        WeeklyHours night = sundayNight(LocalTime.MIDNIGHT, LocalTime.of(6, 0));
        Instant begin = Instant.parse("2026-10-24T22:00:00Z");

        assertThat(night.nextClosing(begin)).contains(begin.plus(Duration.ofHours(7)));
    }

    @Test
    void hours_that_begin_or_end_in_the_hour_that_is_left_out_do_so_when_the_clocks_are_set() {
        Instant set = Instant.parse("2026-03-29T01:00:00Z");
        Instant midnight = Instant.parse("2026-03-28T23:00:00Z");

        assertThat(sundayNight(LocalTime.of(2, 30), LocalTime.of(6, 0)).nextOpening(midnight))
                .contains(set);
        assertThat(sundayNight(LocalTime.of(1, 0), LocalTime.of(2, 30)).nextClosing(set.minusSeconds(60)))
                .contains(set);
        assertThat(sundayNight(LocalTime.of(2, 10), LocalTime.of(2, 50)).nextOpening(midnight))
                .contains(Instant.parse("2026-04-05T00:10:00Z"));
    }

    @Test
    void hours_that_begin_or_end_in_the_hour_that_comes_twice_include_both() {
        Instant midnight = Instant.parse("2026-10-24T22:00:00Z");

        assertThat(sundayNight(LocalTime.of(2, 30), LocalTime.of(6, 0)).nextOpening(midnight))
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(sundayNight(LocalTime.of(1, 0), LocalTime.of(2, 30))
                        .nextClosing(Instant.parse("2026-10-24T23:30:00Z")))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void a_day_that_a_zone_leaves_out_has_no_hours() {
        ZoneId apia = ZoneId.of("Pacific/Apia"); // without 30 December 2011
        WeeklyHours fridays =
                WeeklyHours.builder(apia).open(DayOfWeek.FRIDAY, NINE, SIX_PM).build();
        Instant thursday = ZonedDateTime.of(LocalDate.of(2011, 12, 29), LocalTime.NOON, apia)
                .toInstant();

        assertThat(fridays.nextOpening(thursday))
                .contains(ZonedDateTime.of(LocalDate.of(2012, 1, 6), NINE, apia).toInstant());
    }

    @Test
    void openings_and_closings_agree_with_each_other_at_any_instant() {
        long seed = 20260105;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Instant at = berlin("2026-01-01T00:00").plusSeconds(random.nextInt(366 * 86_400));
            Instant opens = SHOP.nextOpening(at).orElseThrow();
            Instant closes = SHOP.nextClosing(at).orElseThrow();
            assertThat(opens.equals(at) != closes.equals(at))
                    .as("%s, seed %s", at, seed)
                    .isTrue();
            assertThat(SHOP.isOpen(opens)).as("%s, seed %s", at, seed).isTrue();
            assertThat(SHOP.isOpen(closes)).as("%s, seed %s", at, seed).isFalse();
            assertThat(SHOP.isOpen(at) ? SHOP.isOpen(closes.minusMillis(1)) : !SHOP.isOpen(opens.minusMillis(1)))
                    .as("%s, seed %s", at, seed)
                    .isTrue();
        }
    }

    @Test
    void the_default_is_always_open() {
        Instant now = berlin("2026-01-01T00:00");

        assertThat(BusinessHours.ALWAYS.isOpen(now)).isTrue();
        assertThat(BusinessHours.ALWAYS.nextClosing(now)).isEqualTo(Optional.empty());
    }

    private static WeeklyHours sundayNight(LocalTime from, LocalTime to) {
        return WeeklyHours.builder(BERLIN).open(DayOfWeek.SUNDAY, from, to).build();
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
