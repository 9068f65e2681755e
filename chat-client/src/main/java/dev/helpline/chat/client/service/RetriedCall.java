package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes an idempotent call for which a person waits until it succeeds, is rejected or was tried often enough. A server that
 * asks for a longer wait than the maximum counts as rejecting it. Guarded by the service's lock.
 */
final class RetriedCall<T> {
    private static final int HTTP_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    /** The future for the app; {@link ChatService} completes it. */
    final CompletableFuture<T> future;

    private final Outcome<T> outcome;
    private final Backoff backoff;
    private final Duration patience;
    private final int maxAttempts;
    private final LoopTimer timer;
    private final CallInFlight<T> inFlight;
    private @Nullable ChatCall<T> call;
    private int attempts;
    private boolean canceled;

    /** Receives the final outcome of the call, one result or failure, with the service's lock held. */
    interface Outcome<T> extends ChatCallback<T> {
        /** Whether the call is repeated without limit while the server cannot be reached. */
        default boolean outlastsOutages() {
            return false;
        }

        /** Whether the call is also repeated while the server rejects the caller's token. */
        default boolean outlastsSignOut() {
            return false;
        }

        /** The call will be repeated in {@code retryIn}. */
        default void onDelay(ChatApiException failure, Duration retryIn) {}
    }

    RetriedCall(ChatService service, Settings settings, CompletableFuture<T> future, Outcome<T> outcome) {
        this.future = future;
        this.outcome = outcome;
        backoff = new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random);
        patience = settings.maxBackoff;
        maxAttempts = settings.callAttempts;
        timer = new LoopTimer(settings.scheduler, this::make);
        inFlight = new CallInFlight<>(service, new ChatCallback<T>() {
            @Override
            public void onAnswer(T answer) {
                service.succeeded(backoff.failures() > 0);
                outcome.onAnswer(answer);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                failed(failure);
            }
        });
    }

    void start(ChatCall<T> toMake) {
        call = toMake;
        timer.plan(Duration.ZERO);
    }

    LoopTimer timer() {
        return timer;
    }

    /** Cancels the call; no outcome is reported. */
    void cancel() {
        canceled = true;
        timer.cancel();
        inFlight.cancel();
    }

    private void make() {
        inFlight.make(() -> {
            timer.begun();
            return canceled ? null : call;
        });
    }

    private void failed(ChatApiException failure) {
        if (!isWorthWaiting(failure)) {
            outcome.onFailure(failure);
            return;
        }
        call = Objects.requireNonNull(call, "call").copy();
        Duration retryIn = backoff.afterFailure(failure.retryAfter().orElse(null));
        timer.planRetry(retryIn, failure, backoff.failures());
        outcome.onDelay(failure, retryIn);
    }

    private boolean isWorthWaiting(ChatApiException failure) {
        if (outcome.outlastsSignOut() && PollLoop.isSignedOut(failure)) {
            return true;
        }
        if (!failure.isRetryable()
                || failure.code().equals(ErrorCodes.TOO_MANY_SESSIONS)
                || failure.retryAfter().orElse(Duration.ZERO).compareTo(patience) > 0) {
            return false;
        }
        if (outcome.outlastsOutages() && isOutage(failure)) {
            return true;
        }
        attempts++;
        return attempts < maxAttempts;
    }

    /** Whether the server or the network is down, as opposed to a server that limits this client or a failure in the app. */
    private static boolean isOutage(ChatApiException failure) {
        int status = failure.httpStatus().orElse(SERVER_ERRORS);
        return !failure.code().equals(ErrorCodes.CLIENT_FAILURE) && (status < HTTP_ERRORS || status >= SERVER_ERRORS);
    }
}
