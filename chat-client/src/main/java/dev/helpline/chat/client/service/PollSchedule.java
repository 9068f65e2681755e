package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApiException;
import java.time.Duration;

/** When to poll next. Only decides, never waits. Not thread-safe. */
final class PollSchedule {
    private final Duration interval;
    private final Duration maxWait;
    private final Backoff backoff;

    PollSchedule(Duration interval, Duration maxWait, Backoff backoff) {
        this.interval = interval;
        this.maxWait = maxWait;
        this.backoff = backoff;
    }

    /**
     * At once where more is waiting and this answer moved on; otherwise after the interval. A long poll goes on at once if it
     * brought something or the server held it; a server that answers nothing immediately does not support holding.
     */
    Duration afterAnswer(Applied applied, Duration held) {
        backoff.reset();
        if (applied.moved() && applied.isMoreWaiting()) {
            return Duration.ZERO;
        }
        boolean longPoll = !maxWait.isZero();
        boolean wasHeld = held.multipliedBy(2).compareTo(maxWait) >= 0;
        return longPoll && (applied.toldNews() || wasHeld) ? Duration.ZERO : interval;
    }

    Duration afterFailure(ChatApiException failure) {
        return backoff.afterFailure(failure.retryAfter().orElse(null));
    }
}
