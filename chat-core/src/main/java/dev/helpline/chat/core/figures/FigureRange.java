package dev.helpline.chat.core.figures;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.time.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time that figures are about, from its beginning until before its end, and the time zone whose days and hours they are grouped by. Days are
 * as long as they are in that zone: 23 or 25 hours when clocks are changed. Thread-safe: immutable.
 */
@Experimental
public final class FigureRange {
    /** The earliest beginning. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** The longest range, of some ten years. */
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /** The greatest number of buckets. */
    public static final int MAX_BUCKETS = FigureQuery.MAX_GROUPS;

    private final Instant from;
    private final Instant to;
    private final ZoneId zone;

    private FigureRange(Instant from, Instant to, ZoneId zone) {
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /**
     * Returns a range, which may be empty.
     *
     * @param from the first instant, cut to milliseconds, not before {@link #EARLIEST}
     * @param to the first instant behind it, cut to milliseconds, not before {@code from}, and at most {@link #LONGEST} later
     * @throws IllegalArgumentException if the bounds break a rule
     */
    public static FigureRange of(Instant from, Instant to, ZoneId zone) {
        Instant first = Instant.ofEpochMilli(from.toEpochMilli());
        Instant end = Instant.ofEpochMilli(to.toEpochMilli());
        require(!first.isBefore(EARLIEST), "from must not be before " + EARLIEST);
        require(!end.isBefore(first), "to must not be before from");
        require(Duration.between(first, end).compareTo(LONGEST) <= 0, "to must be at most 3660 days after from");
        return new FigureRange(first, end, Objects.requireNonNull(zone, "zone"));
    }

    /**
     * Returns the days of a zone, from the first until before the last one.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static FigureRange ofDays(LocalDate first, LocalDate behind, ZoneId zone) {
        return of(
                first.atStartOfDay(zone).toInstant(), behind.atStartOfDay(zone).toInstant(), zone);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The first instant of the range. */
    public Instant from() {
        return from;
    }

    /** The first instant behind the range. */
    public Instant to() {
        return to;
    }

    /** The time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The range as a window of time. */
    public TimeWindow window() {
        return new TimeWindow(from, to);
    }

    /**
     * Returns the hours, days, weeks or months of the zone that the range has a part of, in order, without gaps: the first one begins with the
     * range if it began before, and the last one ends with it.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BUCKETS}
     */
    public List<FigureRange> buckets(FigureUnit unit) {
        List<FigureRange> buckets = new ArrayList<>();
        if (from.equals(to)) {
            return buckets;
        }
        ZonedDateTime begin = unit.begin(from.atZone(zone));
        while (begin.toInstant().isBefore(to)) {
            require(buckets.size() < MAX_BUCKETS, "the range must have at most " + MAX_BUCKETS + " groups");
            ZonedDateTime next = unit.next(begin);
            buckets.add(new FigureRange(later(begin.toInstant()), earlier(next.toInstant()), zone));
            begin = next;
        }
        return buckets;
    }

    private Instant later(Instant begin) {
        return begin.isBefore(from) ? from : begin;
    }

    private Instant earlier(Instant end) {
        return end.isAfter(to) ? to : end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FigureRange that
                && from.equals(that.from)
                && to.equals(that.to)
                && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, to, zone);
    }

    @Override
    public String toString() {
        return "FigureRange[" + from + " to " + to + ", " + zone + "]";
    }
}
