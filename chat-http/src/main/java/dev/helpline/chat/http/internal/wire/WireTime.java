package dev.helpline.chat.http.internal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formats and parses instants: ISO 8601, written in UTC with milliseconds. */
public final class WireTime {
    private static final int MAX_LENGTH = 40;
    private static final int LAST_YEAR = 9999;
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    public static @Nullable String formatOrNull(@Nullable Instant instant) {
        return instant == null ? null : format(instant);
    }

    /** Parses an instant with any offset in the years 0 to 9999; empty if the text is not one. */
    public static Optional<Instant> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= 0 && time.getYear() <= LAST_YEAR
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
