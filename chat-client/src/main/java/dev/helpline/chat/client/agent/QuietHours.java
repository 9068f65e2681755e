package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of each day in which an agent gets no alerts outside of the desk. Immutable. */
public final class QuietHours {
    private final String timeZone;
    private final LocalTime from;
    private final LocalTime to;

    private QuietHours(String timeZone, LocalTime from, LocalTime to) {
        this.timeZone = timeZone;
        this.from = from;
        this.to = to;
    }

    /**
     * Returns quiet hours.
     *
     * @param from when they begin; seconds are cut off
     * @param to when they end; if it is before {@code from}, on the next day. The server rejects equal times
     */
    public static QuietHours of(ZoneId timeZone, LocalTime from, LocalTime to) {
        return new QuietHours(
                timeZone.getId(), from.truncatedTo(ChronoUnit.MINUTES), to.truncatedTo(ChronoUnit.MINUTES));
    }

    /** For the SDK: reads them from a response. */
    static QuietHours of(JsonFields json) {
        return new QuietHours(json.text("timeZone"), json.time("from"), json.time("to"));
    }

    JsonBody toJson() {
        return new JsonBody()
                .put("timeZone", timeZone)
                .put("from", from.toString())
                .put("to", to.toString());
    }

    /** The name of the time zone, such as {@code Europe/Berlin}; this device may not know it. */
    public String timeZone() {
        return timeZone;
    }

    /** When they begin. */
    public LocalTime from() {
        return from;
    }

    /** When they end. */
    public LocalTime to() {
        return to;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof QuietHours
                        && timeZone.equals(((QuietHours) other).timeZone)
                        && from.equals(((QuietHours) other).from)
                        && to.equals(((QuietHours) other).to));
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeZone, from, to);
    }

    @Override
    public String toString() {
        return "QuietHours{" + from + "-" + to + " " + timeZone + "}";
    }
}
