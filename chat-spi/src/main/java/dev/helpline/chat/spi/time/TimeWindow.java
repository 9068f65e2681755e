package dev.helpline.chat.spi.time;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of time to which a query restricts a list. An empty window, which ends before it begins, contains nothing.
 *
 * @param from the first instant of the window, at millisecond precision; null if it has no beginning
 * @param to the first instant behind the window, at millisecond precision; null if it has no end
 */
@Experimental
public record TimeWindow(@Nullable Instant from, @Nullable Instant to) {
    /** All of time. */
    public static final TimeWindow ALWAYS = new TimeWindow(null, null);

    /** Cuts the instants to milliseconds. */
    public TimeWindow {
        from = Checks.millisOrNull(from);
        to = Checks.millisOrNull(to);
    }

    /** Returns the window that begins at this instant. */
    public static TimeWindow since(Instant from) {
        return new TimeWindow(from, null);
    }

    /** Returns the window that ends before this instant. */
    public static TimeWindow before(Instant to) {
        return new TimeWindow(null, to);
    }

    /** Returns whether the instant is in the window. */
    public boolean contains(Instant instant) {
        return (from == null || !instant.isBefore(from)) && (to == null || instant.isBefore(to));
    }

    /** Returns the first millisecond of the window since the epoch; {@link Long#MIN_VALUE} if it has no beginning. */
    public long firstMillis() {
        return from == null ? Long.MIN_VALUE : from.toEpochMilli();
    }

    /** Returns the last millisecond of the window since the epoch, inclusive; {@link Long#MAX_VALUE} if it has no end. */
    public long lastMillis() {
        return to == null ? Long.MAX_VALUE : to.toEpochMilli() - 1;
    }
}
