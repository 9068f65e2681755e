package dev.helpline.chat.http.internal.exchange;

import java.time.Duration;

/**
 * How long a body may take to arrive: a first while for any body, then longer by what has arrived, up to a limit.
 *
 * @param start what every body may take
 * @param leastBytesPerSecond beyond {@code start}, what must have arrived on average; at least 1
 * @param limit what no body may exceed, however fast it arrives
 */
public record BodyPace(Duration start, int leastBytesPerSecond, Duration limit) {
    private static final Duration START = Duration.ofSeconds(10);
    private static final int LEAST_BYTES_PER_SECOND = 1024;

    /** At least 1 KiB per second after the first 10 seconds, as a slow mobile network has it. */
    public static BodyPace within(Duration limit) {
        return new BodyPace(START, LEAST_BYTES_PER_SECOND, limit);
    }

    /** How long after its head a body may still be incomplete of which this much has arrived. */
    Duration allowed(long receivedBytes) {
        Duration earned = start.plusSeconds(receivedBytes / leastBytesPerSecond);
        return earned.compareTo(limit) < 0 ? earned : limit;
    }
}
