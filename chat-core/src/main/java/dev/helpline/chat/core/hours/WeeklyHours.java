package dev.helpline.chat.core.hours;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.hours.BusinessHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Hours that repeat each week in one time zone, except on single days such as holidays. Immutable.
 *
 * <p>Hours may cross midnight; they belong to the day on which they begin, so a holiday closes what begins on it and not the rest of the
 * evening before. When the clocks are set forward, hours that begin or end in the time that is left out do so when the clocks are set.
 * When they are set back, hours begin at the first and end at the second of two times that are the same on the clock.
 */
@Experimental
public final class WeeklyHours implements BusinessHours {
    /** How far ahead an opening or closing is looked for: a year with its holidays, and some days. */
    private static final int DAYS_AHEAD = 400;

    private final ZoneId zone;
    private final Map<DayOfWeek, List<Hours>> week;
    private final Map<LocalDate, List<Hours>> days;

    /** From a time of a day to one of the same day, or of the next if it is not later. */
    private record Hours(LocalTime from, LocalTime to) {
        LocalDateTime endOn(LocalDate day) {
            return to.isAfter(from) ? day.atTime(to) : day.plusDays(1).atTime(to);
        }
    }

    private record Interval(Instant from, Instant to) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    private WeeklyHours(Builder builder) {
        zone = builder.zone;
        week = copy(builder.week);
        days = copy(builder.days);
    }

    private static <K> Map<K, List<Hours>> copy(Map<K, List<Hours>> hours) {
        Map<K, List<Hours>> copy = new HashMap<>();
        hours.forEach((key, list) -> copy.put(key, List.copyOf(list)));
        return Map.copyOf(copy);
    }

    /** Returns a builder of hours in this time zone that are never open. */
    public static Builder builder(ZoneId zone) {
        return new Builder(zone);
    }

    @Override
    public Optional<Instant> nextOpening(Instant at) {
        Optional<Instant> next = Optional.empty();
        LocalDate today = at.atZone(zone).toLocalDate();
        for (int day = -2; day <= DAYS_AHEAD; day++) {
            for (Interval interval : intervalsOf(today.plusDays(day))) {
                if (interval.contains(at)) {
                    return Optional.of(at);
                }
                if (interval.from().isAfter(at)
                        && next.filter(interval.from()::isAfter).isEmpty()) {
                    next = Optional.of(interval.from());
                }
            }
            // Hours of a later day begin later, unless a zone leaves out days.
            if (next.isPresent() && day >= 1) {
                return next;
            }
        }
        return next;
    }

    @Override
    public Optional<Instant> nextClosing(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        Instant open = at;
        for (int day = -2; day <= DAYS_AHEAD; day++) {
            List<Interval> intervals = new ArrayList<>(intervalsOf(today.plusDays(day)));
            intervals.addAll(intervalsOf(today.plusDays(day + 1L)));
            Instant until = reach(open, intervals);
            if (until.equals(open) && day >= 1) {
                return Optional.of(open);
            }
            open = until;
        }
        return Optional.empty();
    }

    /** Returns until when it is open without a break from this instant on, by these intervals; the instant itself if it is closed then. */
    private static Instant reach(Instant from, List<Interval> intervals) {
        Instant until = from;
        boolean further = true;
        while (further) {
            further = false;
            for (Interval interval : intervals) {
                if (interval.contains(until)) {
                    until = interval.to();
                    further = true;
                }
            }
        }
        return until;
    }

    private List<Interval> intervalsOf(LocalDate day) {
        List<Hours> hours = days.getOrDefault(day, week.getOrDefault(day.getDayOfWeek(), List.of()));
        List<Interval> intervals = new ArrayList<>(hours.size());
        for (Hours one : hours) {
            Interval interval = new Interval(begin(day.atTime(one.from())), end(one.endOn(day)));
            if (interval.from().isBefore(interval.to())) {
                intervals.add(interval);
            }
        }
        return intervals;
    }

    private Instant begin(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? gap(local) : local.toInstant(offsets.get(0));
    }

    private Instant end(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? gap(local) : local.toInstant(offsets.get(offsets.size() - 1));
    }

    private Instant gap(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition.getInstant();
    }

    /** The time zone and the number of days with hours or a rule of their own. */
    @Override
    public String toString() {
        return "WeeklyHours[" + zone + ", " + week.size() + " days of the week, " + days.size() + " single days]";
    }

    /** Builds {@link WeeklyHours}. Not thread-safe. */
    public static final class Builder {
        private final ZoneId zone;
        private final Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        private final Map<LocalDate, List<Hours>> days = new HashMap<>();

        private Builder(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
        }

        /**
         * Adds hours on a day of the week. If {@code to} is not later than {@code from}, they end on the next day: from 00:00 to 00:00 is a
         * whole day. Default: none.
         */
        public Builder open(DayOfWeek day, LocalTime from, LocalTime to) {
            week.computeIfAbsent(day, none -> new ArrayList<>()).add(hours(from, to));
            return this;
        }

        /** Adds hours on a single day, in place of those of its day of the week; otherwise as {@link #open(DayOfWeek, LocalTime, LocalTime)}. */
        public Builder open(LocalDate day, LocalTime from, LocalTime to) {
            days.computeIfAbsent(day, none -> new ArrayList<>()).add(hours(from, to));
            return this;
        }

        /** No hours begin on this day, such as a holiday. */
        public Builder closed(LocalDate day) {
            days.put(Objects.requireNonNull(day, "day"), new ArrayList<>());
            return this;
        }

        private static Hours hours(LocalTime from, LocalTime to) {
            return new Hours(Objects.requireNonNull(from, "from"), Objects.requireNonNull(to, "to"));
        }

        /** Returns the hours. */
        public WeeklyHours build() {
            return new WeeklyHours(this);
        }
    }
}
