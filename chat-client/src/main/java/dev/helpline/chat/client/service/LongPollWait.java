package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How long the server may hold a poll: as long as the app asks for, but not as long as a proxy or load balancer on the way
 * keeps an idle connection. It learns this from polls that were cut. From time to time it tries a longer wait, less often
 * each time that poll is cut again. It only computes and never waits. Not thread-safe.
 */
final class LongPollWait {
    /** A connection that breaks sooner says nothing about how long a poll may be held. */
    private static final Duration SHORTEST_CUT = Duration.ofSeconds(1);

    /** No poll is held and waited for as long: the device was asleep meanwhile, and its connections are gone for that reason. */
    private static final Duration ASLEEP = Duration.ofMinutes(2);

    private static final int FIRST_PATIENCE = 2;
    private static final int MOST_PATIENCE = 64;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERRORS = 500;

    private final long maxSeconds;
    private long seconds;
    private int patience = FIRST_PATIENCE;
    private int answersInARow;
    private boolean probing;

    LongPollWait(Duration max) {
        maxSeconds = max.toMillis() / MILLIS_PER_SECOND;
        seconds = maxSeconds;
    }

    /** Returns the wait of the next poll, in whole seconds; zero for a plain poll. */
    Duration now() {
        return Duration.ofSeconds(seconds);
    }

    /** Forgets what was learned: the device may have another network now. */
    void forget() {
        seconds = maxSeconds;
        patience = FIRST_PATIENCE;
        answersInARow = 0;
        probing = false;
    }

    /** Records that a poll was held for its full time and then returned, or that a plain poll returned. */
    void answeredInFull() {
        if (seconds == maxSeconds) {
            patience = FIRST_PATIENCE;
            probing = false;
            return;
        }
        answersInARow++;
        if (answersInARow >= patience) {
            answersInARow = 0;
            probing = true;
            seconds = Math.min(maxSeconds, seconds + Math.max(1, seconds / 2));
        }
    }

    /**
     * Records a failure. Returns whether it shortened the wait, because the poll may have been cut for being held too long.
     */
    boolean isShorterAfter(ChatApiException failure, Duration held) {
        if (seconds == 0 || held.compareTo(SHORTEST_CUT) < 0 || !isCut(failure) || isFromSleep(failure, held)) {
            return false;
        }
        if (probing) {
            patience = Math.min(MOST_PATIENCE, 2 * patience);
        }
        answersInARow = 0;
        // If a timeout of this client ended the poll, the time of the cut is unknown, so try half the wait.
        seconds = failure.code().equals(ErrorCodes.TIMEOUT)
                ? seconds / 2
                : Math.min(fourFifths(held.toMillis() / MILLIS_PER_SECOND), fourFifths(seconds));
        return true;
    }

    /** Whether a poll broke because the device was asleep, which says nothing about the network. */
    static boolean isFromSleep(ChatApiException failure, Duration held) {
        return held.compareTo(ASLEEP) >= 0 && isCut(failure);
    }

    /** Returns at least one second less, since a poll that is held for exactly the limit of the proxy is cut as well. */
    private static long fourFifths(long seconds) {
        return Math.min(seconds - 1, seconds * 4 / 5);
    }

    /**
     * Whether a held poll may have been cut. A connection that was never made was not cut, and a response that broke off was
     * not held any more.
     */
    private static boolean isCut(ChatApiException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException) {
            return false;
        }
        int status = failure.httpStatus().orElse(0);
        switch (failure.code()) {
            case ErrorCodes.NETWORK_ERROR:
            case ErrorCodes.TIMEOUT:
                return status == 0;
            case ErrorCodes.MALFORMED_RESPONSE:
                return status == REQUEST_TIMEOUT || status >= SERVER_ERRORS;
            default:
                return false;
        }
    }
}
