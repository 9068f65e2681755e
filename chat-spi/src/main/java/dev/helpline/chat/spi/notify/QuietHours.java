package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of each day in which an agent gets no alerts outside of the desk, in the agent's time zone. It may last over midnight. Thread-safe:
 * immutable.
 */
@Experimental
public final class QuietHours {
    private final ZoneId zone;
    private final LocalTime from;
    private final LocalTime to;

    private QuietHours(ZoneId zone, LocalTime from, LocalTime to) {
        this.zone = Objects.requireNonNull(zone, "zone");
        this.from = minutes("from", from);
        this.to = minutes("to", to);
        Checks.require(zone.getId().length() <= 64, "the id of the time zone must have at most 64 characters");
        Checks.require(!from.equals(to), "from and to must differ");
    }

    /**
     * Returns quiet hours.
     *
     * @param from when they begin each day, inclusive; whole minutes
     * @param to when they end, exclusive; whole minutes. If it is before {@code from}, they end on the next day
     * @throws IllegalArgumentException if the times are equal or have seconds, or if the id of the zone has more than 64 characters
     */
    public static QuietHours of(ZoneId zone, LocalTime from, LocalTime to) {
        return new QuietHours(zone, from, to);
    }

    private static LocalTime minutes(String name, LocalTime time) {
        Checks.require(time.truncatedTo(ChronoUnit.MINUTES).equals(time), name + " must be a whole minute");
        return time;
    }

    /** The agent's time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** When they begin, inclusive. */
    public LocalTime from() {
        return from;
    }

    /** When they end, exclusive. */
    public LocalTime to() {
        return to;
    }

    /** Whether the instant lies within them. */
    public boolean contain(Instant instant) {
        LocalTime time = LocalTime.ofInstant(instant, zone);
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof QuietHours that
                        && zone.equals(that.zone)
                        && from.equals(that.from)
                        && to.equals(that.to));
    }

    @Override
    public int hashCode() {
        return Objects.hash(zone, from, to);
    }

    @Override
    public String toString() {
        return from + "-" + to + " " + zone;
    }
}
