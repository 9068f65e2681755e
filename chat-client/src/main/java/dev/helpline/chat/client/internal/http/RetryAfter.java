package dev.helpline.chat.client.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, or a date that is measured against the server's own {@code Date} (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** More digits than any plausible wait has; keeps the number within a long. */
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable String retryAfter, @Nullable String date) {
        if (retryAfter == null || retryAfter.isEmpty()) {
            return null;
        }
        if (retryAfter.length() <= MAX_DIGITS && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        return date == null ? null : between(date, retryAfter);
    }

    private static @Nullable Duration between(String from, String to) {
        try {
            Duration wait = Duration.between(httpDate(from), httpDate(to));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static ZonedDateTime httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
