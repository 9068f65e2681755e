package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ErrorCodes;
import java.time.Duration;

/** When to poll next, and for how long the server may hold the poll. It only computes and never waits. Not thread-safe. */
final class PollSchedule {
    private Duration interval;
    private final Backoff backoff;
    private final LongPollWait longPoll;

    PollSchedule(Duration interval, Duration maxWait, Backoff backoff) {
        this.interval = interval;
        this.backoff = backoff;
        longPoll = new LongPollWait(maxWait);
    }

    /** Returns how long the server may hold the next poll; zero for a plain poll. */
    Duration maxWait() {
        return longPoll.now();
    }

    /** Sets the delay after polls that were not held. */
    void interval(Duration value) {
        interval = value;
    }

    /** Forgets how long the network lets polls wait. */
    void networkChanged() {
        longPoll.forget();
    }

    /** Returns how many polls have failed since the last success. */
    int failures() {
        return backoff.failures();
    }

    /**
     * Returns the delay after a successful poll: none if the server has more and this poll made progress, else the interval.
     * A long poll is repeated at once if it returned something new or was held; a server that returns nothing at once does
     * not support long polls.
     */
    Duration afterAnswer(PollChanges changes, Duration held) {
        backoff.reset();
        Duration wait = longPoll.now();
        boolean wasHeld = held.multipliedBy(2).compareTo(wait) >= 0;
        if (wasHeld) {
            longPoll.answeredInFull();
        }
        if (changes.madeProgress() && changes.isMoreWaiting()) {
            return Duration.ZERO;
        }
        return !wait.isZero() && (changes.hasNews() || wasHeld) ? Duration.ZERO : interval;
    }

    /**
     * Whether a poll failed only because it was held for longer than a proxy allows, so that the next poll asks for less, or because the
     * device was asleep. After a failure of another kind, and after a timeout of this client, the network is at fault.
     */
    boolean isOnlyCutShort(ChatApiException failure, Duration held) {
        boolean isFromSleep = LongPollWait.isFromSleep(failure, held);
        boolean isCut =
                longPoll.isShorterAfter(failure, held) && !failure.code().equals(ErrorCodes.TIMEOUT);
        return (isFromSleep || isCut)
                && backoff.failures() == 0
                && !failure.retryAfter().isPresent();
    }

    Duration afterCut() {
        return interval;
    }

    Duration afterFailure(ChatApiException failure) {
        return backoff.afterFailure(failure.retryAfter().orElse(null));
    }
}
