package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.socket.SocketEnd;
import java.time.Duration;
import java.util.Random;

/**
 * When to open the next WebSocket. One that is lost is opened again soon. If that does not help, or if the server or a proxy does not let sockets
 * through, the next one is tried after a minute, and then less often, while the service polls. It only computes and never waits. Not thread-safe.
 */
final class SocketSchedule {
    /** A socket that lived as long works on this network. */
    static final Duration STABLE = Duration.ofMinutes(1);

    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /** So many sockets in a row that are lost soon are no accident. */
    static final int MOST_LOSSES = 3;

    private final Backoff soon;
    private final Backoff later;
    private int losses;

    SocketSchedule(Backoff soon, Random random) {
        this.soon = soon;
        later = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    }

    /**
     * Returns the delay before the next socket.
     *
     * @param lived how long the socket that is lost was ready; zero if it never was
     */
    Duration afterEnd(SocketEnd end, Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            forget();
        }
        losses++;
        if (end.isLasting() || losses >= MOST_LOSSES) {
            losses = 0;
            soon.reset();
            return later.afterFailure(end.retryAfter());
        }
        return soon.afterFailure(end.retryAfter());
    }

    /** Forgets what was learned, since the device may have another network now. */
    void forget() {
        losses = 0;
        soon.reset();
        later.reset();
    }
}
