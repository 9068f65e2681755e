package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.time.Duration;

/** When to poll next, and how long the server may hold the poll. Only decides, never waits. Not thread-safe. */
final class PollSchedule {
    private final Duration interval;
    private final Backoff backoff;
    private final LongPollWait longPoll;

    PollSchedule(Duration interval, Duration maxWait, Backoff backoff) {
        this.interval = interval;
        this.backoff = backoff;
        longPoll = new LongPollWait(maxWait);
    }

    /** What to ask for in the next poll; zero for a plain one. */
    Duration maxWait() {
        return longPoll.now();
    }

    /** How many polls have failed since the last answer. */
    int failures() {
        return backoff.failures();
    }

    /**
     * At once where more is waiting and this answer moved on; otherwise after the interval. A long poll goes on at once if it
     * brought something or the server held it; a server that answers nothing immediately does not support holding.
     */
    Duration afterAnswer(PollChanges changes, Duration held) {
        backoff.reset();
        Duration wait = longPoll.now();
        boolean wasHeld = held.multipliedBy(2).compareTo(wait) >= 0;
        if (wasHeld) {
            longPoll.answeredInFull();
        }
        if (changes.moved() && changes.isMoreWaiting()) {
            return Duration.ZERO;
        }
        return !wait.isZero() && (changes.toldNews() || wasHeld) ? Duration.ZERO : interval;
    }

    /**
     * Whether the failure is only that of a poll which was held for longer than the path to the server allows: the next one
     * asks for less. Behind a failure of another kind it is one of the network, and so is silence until the time is up.
     */
    boolean isOnlyCutShort(ChatApiException failure, Duration held) {
        return longPoll.isShorterAfter(failure, held)
                && backoff.failures() == 0
                && !failure.code().equals(ErrorCodes.TIMEOUT)
                && !failure.retryAfter().isPresent();
    }

    Duration afterCut() {
        return interval;
    }

    Duration afterFailure(ChatApiException failure) {
        return backoff.afterFailure(failure.retryAfter().orElse(null));
    }
}
