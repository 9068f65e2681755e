package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the next step of a loop, at most one at a time. A retry that waits because the server could not be reached runs
 * at once when another call succeeds. Guarded by the service's lock.
 */
final class LoopTimer {
    static final int TOO_MANY_REQUESTS = 429;

    private final ChatScheduler scheduler;
    private final Runnable step;
    private ChatScheduler.@Nullable Task planned;
    private int failures;
    private boolean askedToWait;
    private boolean signedOut;

    LoopTimer(ChatScheduler scheduler, Runnable step) {
        this.scheduler = scheduler;
        this.step = step;
    }

    /** Schedules the step, in place of one that was scheduled before. While the caller is not signed in, the step waits for that. */
    void plan(Duration delay) {
        failures = 0;
        if (!signedOut) {
            replace(delay);
        }
    }

    /** Runs no step until {@link #hurry} or another call that succeeds: the server has rejected the caller's token. */
    void awaitSignIn() {
        cancel();
        signedOut = true;
    }

    /**
     * Schedules the step after a failure.
     *
     * @param inARow how many calls of this loop have failed since its last success, including this one
     */
    void planRetry(Duration delay, ChatApiException failure, int inARow) {
        failures = inARow;
        askedToWait = failure.httpStatus().orElse(0) == TOO_MANY_REQUESTS;
        replace(delay);
    }

    /**
     * Runs a scheduled retry at once, because another call succeeded. A loop that has failed more than once keeps its delay,
     * unless the other call had failed before as well: then the network was down for both.
     */
    void succeededElsewhere(boolean afterFailures) {
        if (afterFailures || failures == 1 || signedOut) {
            hurry();
        }
    }

    /** Runs a scheduled retry, or the step that waits for a new token, at once; unless the server limits this client (status 429). */
    void hurry() {
        if (signedOut) {
            signedOut = false;
            plan(Duration.ZERO);
        } else if (planned != null && failures > 0 && !askedToWait) {
            replace(Duration.ZERO);
        }
    }

    /** Call this when the step runs. A step that was held back may run while another one is scheduled, which is dropped. */
    void begun() {
        cancel();
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
