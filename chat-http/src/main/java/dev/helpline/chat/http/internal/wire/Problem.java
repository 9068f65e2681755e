package dev.helpline.chat.http.internal.wire;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a call was not answered as it wished.
 *
 * @param message for people; never anything that somebody wrote, never a token
 * @param details facts a program can read; empty if there are none
 * @param headers what the reply's head has to say besides
 */
public record Problem(WireError error, String message, Map<String, String> details, Map<String, String> headers) {
    /** When to try again a call that failed for a reason which may pass soon. */
    public static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    /** Sorts, so that equal problems are equal bytes. */
    public Problem {
        details = new TreeMap<>(details);
        headers = new TreeMap<>(headers);
    }

    public static Problem of(WireError error, String message) {
        return new Problem(error, message, Map.of(), Map.of());
    }

    /** With the time after which the caller may try again. */
    public Problem withRetryAfter(Duration wait) {
        return withHeader("Retry-After", seconds(wait));
    }

    /** With the limit that the caller has used up, and the time after which it is whole again. */
    public Problem withLimit(String limit, Duration reset) {
        return withRetryAfter(reset)
                .withHeader("RateLimit-Limit", limit)
                .withHeader("RateLimit-Remaining", "0")
                .withHeader("RateLimit-Reset", seconds(reset));
    }

    /** Whole seconds, rounded up, at least one: a caller who waits that long has waited long enough. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(error, message, details, more);
    }
}
