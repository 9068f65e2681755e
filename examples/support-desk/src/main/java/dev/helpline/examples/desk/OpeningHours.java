package dev.helpline.examples.desk;

import dev.helpline.chat.core.hours.WeeklyHours;
import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads business hours from three settings: the hours of the week, their time zone, and the days that differ. */
final class OpeningHours {
    private static final String WEEK = "BUSINESS_HOURS";
    private static final String ZONE = "TIME_ZONE";
    private static final String DAYS = "HOLIDAYS";

    private static final Pattern DAY =
            Pattern.compile("(MON|TUE|WED|THU|FRI|SAT|SUN)(?:-(MON|TUE|WED|THU|FRI|SAT|SUN))?");
    private static final Pattern TIMES = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");

    private OpeningHours() {}

    /** Hours on one day; those of a holiday on which it is closed are absent. */
    private record Hours(LocalTime from, LocalTime to) {}

    private record OnDayOfWeek(DayOfWeek day, Hours hours) {}

    private record OnDate(LocalDate date, Optional<Hours> hours) {}

    /** Returns the hours; {@link BusinessHours#ALWAYS} if there are no settings, or wrong ones, which are reported. */
    static BusinessHours from(Settings settings) {
        List<OnDayOfWeek> week = settings.parsed(
                WEEK,
                List.of(),
                "must be days and times like Mon-Fri 09:00-17:30, Sat 10:00-14:00",
                OpeningHours::week);
        Optional<ZoneId> zone =
                settings.parsed(ZONE, Optional.empty(), "must be a time zone like Europe/Berlin", OpeningHours::zone);
        List<OnDate> days = settings.parsed(
                DAYS,
                List.of(),
                "must be days like 2026-12-25, with times like 2026-12-24 09:00-12:00 where it is open; no day both closed and open",
                OpeningHours::days);
        boolean hasWeek = settings.text(WEEK).isPresent();
        if (hasWeek && settings.text(ZONE).isEmpty()) {
            settings.problem(WEEK + " needs a " + ZONE + ", which is missing");
        }
        if (!hasWeek && (settings.text(ZONE).isPresent() || settings.text(DAYS).isPresent())) {
            settings.problem(ZONE + " and " + DAYS + " need " + WEEK + ", which is missing");
        }
        return zone.isEmpty() || week.isEmpty() ? BusinessHours.ALWAYS : hours(zone.get(), week, days);
    }

    private static BusinessHours hours(ZoneId zone, List<OnDayOfWeek> week, List<OnDate> days) {
        WeeklyHours.Builder builder = WeeklyHours.builder(zone);
        week.forEach(
                one -> builder.open(one.day(), one.hours().from(), one.hours().to()));
        for (OnDate one : days) {
            one.hours()
                    .ifPresentOrElse(
                            hours -> builder.open(one.date(), hours.from(), hours.to()),
                            () -> builder.closed(one.date()));
        }
        return builder.build();
    }

    private static Optional<ZoneId> zone(String value) {
        try {
            return Optional.of(ZoneId.of(value));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time zone", e);
        }
    }

    private static List<OnDayOfWeek> week(String value) {
        List<OnDayOfWeek> week = new ArrayList<>();
        for (String[] words : parts(value)) {
            Matcher days = DAY.matcher(words[0].toUpperCase(Locale.ROOT));
            if (words.length != 2 || !days.matches()) {
                throw new IllegalArgumentException("not a day of the week with its times");
            }
            Hours hours = hours(words[1]);
            DayOfWeek last = day(days.group(2) == null ? days.group(1) : days.group(2));
            DayOfWeek day = day(days.group(1));
            week.add(new OnDayOfWeek(day, hours));
            while (day != last) {
                day = day.plus(1);
                week.add(new OnDayOfWeek(day, hours));
            }
        }
        return week;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(name)) {
                return day;
            }
        }
        throw new IllegalArgumentException("not a day of the week");
    }

    private static List<OnDate> days(String value) {
        List<OnDate> days = new ArrayList<>();
        Set<LocalDate> closed = new HashSet<>();
        Set<LocalDate> open = new HashSet<>();
        for (String[] words : parts(value)) {
            if (words.length > 2) {
                throw new IllegalArgumentException("not a day with its times");
            }
            LocalDate date = date(words[0]);
            Optional<Hours> hours = words.length == 2 ? Optional.of(hours(words[1])) : Optional.empty();
            (hours.isPresent() ? open : closed).add(date);
            if (open.contains(date) && closed.contains(date)) {
                throw new IllegalArgumentException("closed and open on one day");
            }
            days.add(new OnDate(date, hours));
        }
        return days;
    }

    private static LocalDate date(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a day", e);
        }
    }

    private static Hours hours(String value) {
        Matcher times = TIMES.matcher(value);
        if (!times.matches()) {
            throw new IllegalArgumentException("not times of a day");
        }
        return new Hours(
                time(times.group(1)), times.group(2).equals("24:00") ? LocalTime.MIDNIGHT : time(times.group(2)));
    }

    private static LocalTime time(String value) {
        try {
            return LocalTime.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time", e);
        }
    }

    /** The words of each part between commas; a part has at least one word, which may be empty. */
    private static List<String[]> parts(String value) {
        List<String[]> parts = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            parts.add(part.strip().split("\\s+", -1));
        }
        return parts;
    }
}
