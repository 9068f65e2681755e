package dev.helpline.chat.http.internal.exchange;

import java.time.Duration;

/**
 * How long a body may take to arrive: an initial time for any body, then more for each byte that has arrived, up to a
 * limit.
 *
 * @param start the time that every body may take
 * @param leastBytesPerSecond the average rate that is required beyond {@code start}; at least 1
 * @param limit the time that no body may exceed
 */
public record BodyPace(Duration start, int leastBytesPerSecond, Duration limit) {
    private static final Duration START = Duration.ofSeconds(10);
    private static final int LEAST_BYTES_PER_SECOND = 1024;

    /** Requires 1 KiB per second after the first 10 seconds, which a slow mobile network achieves. */
    public static BodyPace within(Duration limit) {
        return new BodyPace(START, LEAST_BYTES_PER_SECOND, limit);
    }

    /** How long after its head a body may still be incomplete, given the bytes that have arrived. */
    Duration allowed(long receivedBytes) {
        Duration earned = start.plusSeconds(receivedBytes / leastBytesPerSecond);
        return earned.compareTo(limit) < 0 ? earned : limit;
    }
}
