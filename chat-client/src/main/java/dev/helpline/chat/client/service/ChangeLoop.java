package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MessageEdit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The loop that sends edits and withdrawals: one at a time, in the order in which they were made. They change messages that the server has, so
 * they do not wait for messages and files in the {@link SendLoop}. While the server cannot be reached, a change is sent again under the same
 * id; while it rejects the caller's token, changes wait until the caller has signed in. What the server rejects is undone. Guarded by the
 * service's lock.
 */
final class ChangeLoop {
    private static final int INTERNAL_ERROR = 500;

    private final WatchedSession session;
    private final Backoff backoff;
    private final int maxAttempts;
    private final Deque<PendingChange> queue = new ArrayDeque<>();
    private final LoopTimer timer;
    private final CallInFlight<AmendedMessage> inFlight;
    private int breakdowns;

    ChangeLoop(WatchedSession session, Backoff backoff, int maxAttempts) {
        this.session = session;
        this.backoff = backoff;
        this.maxAttempts = maxAttempts;
        timer = new LoopTimer(session.scheduler, this::send);
        inFlight = new CallInFlight<>(session.service, new ChatCallback<AmendedMessage>() {
            @Override
            public void onAnswer(AmendedMessage answer) {
                stored(answer);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                failed(failure);
            }
        });
    }

    void add(PendingChange change) {
        queue.add(change);
        if (queue.size() == 1) {
            timer.plan(Duration.ZERO);
        }
    }

    LoopTimer timer() {
        return timer;
    }

    /** Sends nothing any more. Returns the changes whose outcome is not known. */
    Deque<PendingChange> stop() {
        Deque<PendingChange> unfinished = new ArrayDeque<>(queue);
        queue.clear();
        timer.cancel();
        inFlight.cancel();
        return unfinished;
    }

    private void send() {
        inFlight.make(() -> {
            timer.begun();
            PendingChange change = queue.peek();
            return change == null ? null : call(change);
        });
    }

    private ChatCall<AmendedMessage> call(PendingChange change) {
        String text = change.text;
        return text == null
                ? session.api.withdrawMessage(session.sessionId(), change.messageId)
                : session.api.editMessage(MessageEdit.builder(session.sessionId(), change.messageId, text)
                        .editId(change.editId)
                        .build());
    }

    private void stored(AmendedMessage answer) {
        session.service.succeeded(backoff.failures() > 0);
        session.confirmed(queue.remove(), answer);
        goOn();
    }

    private void failed(ChatApiException failure) {
        if (PollLoop.isSignedOut(failure)) {
            timer.awaitSignIn();
            session.signedOut(failure);
        } else if (failure.isRetryable() && !breaksTheServer(failure)) {
            Duration retryIn = backoff.afterFailure(failure.retryAfter().orElse(null));
            timer.planRetry(retryIn, failure, backoff.failures());
        } else {
            session.rejected(queue.remove(), failure);
            goOn();
        }
    }

    /** Whether the server has failed on this change so often that it will not store it. */
    private boolean breaksTheServer(ChatApiException failure) {
        boolean isBreakdown = failure.httpStatus().orElse(0) == INTERNAL_ERROR
                && !failure.code().equals(ErrorCodes.MALFORMED_RESPONSE);
        if (isBreakdown) {
            breakdowns++;
        }
        return isBreakdown && breakdowns >= maxAttempts;
    }

    private void goOn() {
        backoff.reset();
        breakdowns = 0;
        if (!queue.isEmpty()) {
            timer.plan(Duration.ZERO);
        }
    }
}
