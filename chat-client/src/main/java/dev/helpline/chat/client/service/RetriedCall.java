package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApiException;
import dev.helpline.chat.client.ChatCall;
import dev.helpline.chat.client.ChatCallback;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes an idempotent call until it succeeds, is refused, or was tried often enough. Guarded by the service's lock. */
final class RetriedCall<T> {
    /** What the app holds; completed by whoever made this. */
    final CompletableFuture<T> future;

    private final ChatService service;
    private final ChatScheduler scheduler;
    private final Backoff backoff;
    private final int maxAttempts;
    private final ChatCallback<T> outcome;
    private @Nullable ChatCall<T> inFlight;
    private boolean canceled;

    /** The outcome is told once, with the service's lock held. */
    RetriedCall(ChatService service, Settings settings, CompletableFuture<T> future, ChatCallback<T> outcome) {
        this.future = future;
        this.service = service;
        scheduler = settings.scheduler;
        backoff = new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random);
        maxAttempts = settings.callAttempts;
        this.outcome = outcome;
    }

    void start(ChatCall<T> call) {
        plan(Duration.ZERO, call);
    }

    /** Gives up; no outcome will be told. */
    void cancel() {
        canceled = true;
        if (inFlight != null) {
            inFlight.cancel();
        }
    }

    private void plan(Duration delay, ChatCall<T> call) {
        scheduler.after(delay, () -> make(call));
    }

    private void make(ChatCall<T> call) {
        synchronized (service.lock) {
            if (canceled) {
                return;
            }
            inFlight = call;
        }
        call.enqueue(new ChatCallback<T>() {
            @Override
            public void onAnswer(T answer) {
                done(() -> outcome.onAnswer(answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                done(() -> failed(call, failure));
            }
        });
    }

    private void done(Runnable step) {
        synchronized (service.lock) {
            inFlight = null;
            if (!canceled) {
                step.run();
            }
        }
        service.callbacks.flush();
    }

    private void failed(ChatCall<T> call, ChatApiException failure) {
        if (failure.isRetryable() && backoff.failures() + 1 < maxAttempts) {
            plan(backoff.afterFailure(failure.retryAfter().orElse(null)), call.copy());
        } else {
            outcome.onFailure(failure);
        }
    }
}
