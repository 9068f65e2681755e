package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** A unit of time by which figures are grouped, in a time zone. */
@Experimental
public enum FigureUnit {
    /** An hour of the clock. An hour that comes twice when clocks are set back is two. */
    HOUR,
    /** A day, from its first instant, which is not midnight in every zone. */
    DAY,
    /** A week from Monday, as in ISO 8601. */
    WEEK,
    /** A month. */
    MONTH;

    /** Returns the beginning of the unit that a time is in. */
    ZonedDateTime begin(ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        return switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.atStartOfDay(time.getZone());
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(time.getZone());
            case MONTH -> day.withDayOfMonth(1).atStartOfDay(time.getZone());
        };
    }

    /** Returns the beginning of the unit after one that begins at {@code begin}. */
    ZonedDateTime next(ZonedDateTime begin) {
        LocalDate day = begin.toLocalDate();
        return switch (this) {
            case HOUR -> nextHour(begin);
            case DAY -> day.plusDays(1).atStartOfDay(begin.getZone());
            case WEEK -> day.plusWeeks(1).atStartOfDay(begin.getZone());
            case MONTH -> day.plusMonths(1).atStartOfDay(begin.getZone());
        };
    }

    /** In a zone that sets its clocks by half an hour, the hour after begins at the full hour of the clock, or is cut where it comes again. */
    private static ZonedDateTime nextHour(ZonedDateTime begin) {
        ZonedDateTime anHourLater = begin.plusHours(1);
        ZonedDateTime full = anHourLater.truncatedTo(ChronoUnit.HOURS);
        return full.toInstant().isAfter(begin.toInstant()) ? full : anHourLater;
    }
}
