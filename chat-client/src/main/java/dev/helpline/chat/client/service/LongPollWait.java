package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How long the server may hold a poll: what the app asks for, but less than the time after which something on the way (a
 * proxy, a load balancer) cuts a connection on which nothing moves. Learned from polls that are cut; now and then a longer
 * wait is tried, more rarely each time that it is cut again. Only decides, never waits. Not thread-safe.
 */
final class LongPollWait {
    /** A connection that breaks sooner says nothing about how long polls may be. */
    private static final Duration SHORTEST_CUT = Duration.ofSeconds(1);

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

    /** What to ask for now; zero for a plain poll. Whole seconds. */
    Duration now() {
        return Duration.ofSeconds(seconds);
    }

    /** Takes in that a poll was answered after having been held as long as it may be, or at once where it may not be held. */
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

    /** Takes in a failure. Returns whether the wait became shorter, since the poll may have been cut for being held too long. */
    boolean isShorterAfter(ChatApiException failure, Duration held) {
        if (seconds == 0 || held.compareTo(SHORTEST_CUT) < 0 || !isCut(failure)) {
            return false;
        }
        if (probing) {
            patience = Math.min(MOST_PATIENCE, 2 * patience);
        }
        answersInARow = 0;
        // If our own timeout ended the poll, the moment at which the connection was cut is unknown: try half the time.
        seconds = failure.code().equals(ErrorCodes.TIMEOUT)
                ? seconds / 2
                : Math.min(fourFifths(held.toMillis() / MILLIS_PER_SECOND), fourFifths(seconds));
        return true;
    }

    /** At least one second less, since a poll that is held exactly as long as the path allows is cut as well. */
    private static long fourFifths(long seconds) {
        return Math.min(seconds - 1, seconds * 4 / 5);
    }

    /** Neither is a connection cut that was not made, nor an answer held that has begun and then breaks off. */
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
