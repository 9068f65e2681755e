package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The next step of a loop: at most one is planned. One that waits because the server could not be reached is taken at once
 * when another call succeeds. Guarded by the service's lock.
 */
final class LoopTimer {
    private static final int TOO_MANY_REQUESTS = 429;

    private final ChatScheduler scheduler;
    private final Runnable step;
    private ChatScheduler.@Nullable Task planned;
    private int failures;
    private boolean askedToWait;

    LoopTimer(ChatScheduler scheduler, Runnable step) {
        this.scheduler = scheduler;
        this.step = step;
    }

    /** Plans the step in place of the one planned before. */
    void plan(Duration delay) {
        failures = 0;
        replace(delay);
    }

    /**
     * Plans the step after a failure.
     *
     * @param inARow how many calls of this loop have failed since the last success, this one included
     */
    void planRetry(Duration delay, ChatApiException failure, int inARow) {
        failures = inARow;
        askedToWait = failure.httpStatus().orElse(0) == TOO_MANY_REQUESTS;
        replace(delay);
    }

    /**
     * Takes a planned retry at once, because another call succeeded. A retry that has failed more than once in spite of
     * that is not hurried again, unless the other call had failed before: the network was down for both.
     */
    void succeededElsewhere(boolean afterFailures) {
        if (afterFailures || failures == 1) {
            hurry();
        }
    }

    /** Takes a planned retry at once, except where the server limits this client and has told when to come back. */
    void hurry() {
        if (planned != null && failures > 0 && !askedToWait) {
            replace(Duration.ZERO);
        }
    }

    /** To be called when the step is taken. */
    void begun() {
        planned = null;
    }

    void cancel() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }

    private void replace(Duration delay) {
        cancel();
        planned = scheduler.after(delay, step);
    }
}
