package dev.helpline.chat.http.internal.wire;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The error that a call is replied with.
 *
 * @param message a text for people; never contains message text or a token
 * @param details facts for programs; empty if there are none
 * @param headers additional headers of the reply
 */
public record Problem(WireError error, String message, Map<String, String> details, Map<String, String> headers) {
    /** The wait before a retry after a failure that is likely to pass soon. */
    public static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    /** Sorts details and headers, so that equal problems become equal bytes. */
    public Problem {
        details = new TreeMap<>(details);
        headers = new TreeMap<>(headers);
    }

    public static Problem of(WireError error, String message) {
        return new Problem(error, message, Map.of(), Map.of());
    }

    /** Returns a copy with the time after which the caller may try again. */
    public Problem withRetryAfter(Duration wait) {
        return withHeader("Retry-After", seconds(wait));
    }

    /** Returns a copy with the limit that the caller has used up and the time after which more is allowed. */
    public Problem withLimit(String limit, Duration reset) {
        return withRetryAfter(reset)
                .withHeader("RateLimit-Limit", limit)
                .withHeader("RateLimit-Remaining", "0")
                .withHeader("RateLimit-Reset", seconds(reset));
    }

    /** Whole seconds, rounded up, at least one, so that the wait is never too short. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(error, message, details, more);
    }
}
