package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The call that a loop waits for: one at a time. Its outcome is reported once, with the service's lock held, whatever the
 * app's code on the way (interceptors, a decorated {@code ChatApi}) throws. After {@link #cancel()} it is not reported.
 *
 * <p>Guarded by the service's lock, except for {@link #make}.
 */
final class CallInFlight<T> {
    private final ChatService service;
    private final ChatCallback<T> outcome;
    private @Nullable Attempt current;

    CallInFlight(ChatService service, ChatCallback<T> outcome) {
        this.service = service;
        this.outcome = outcome;
    }

    boolean isUnderWay() {
        return current != null;
    }

    void cancel() {
        if (current != null) {
            current.cancel();
            current = null;
        }
    }

    /**
     * Makes the call that {@code next} returns, unless another call is under way or {@code next} returns null. While the
     * service is paused, the call waits until it goes on. Call this without the lock; it holds the lock while it calls {@code next}.
     */
    void make(Supplier<@Nullable ChatCall<T>> next) {
        make(next, false);
    }

    /** As {@link #make}, also while the service is paused. */
    void makeWhilePaused(Supplier<@Nullable ChatCall<T>> next) {
        make(next, true);
    }

    private void make(Supplier<@Nullable ChatCall<T>> next, boolean whilePaused) {
        Attempt attempt = new Attempt();
        ChatCall<T> call = null;
        Throwable broken = null;
        synchronized (service.lock) {
            if (current != null || (!whilePaused && service.holdsBack(this, () -> make(next)))) {
                return;
            }
            try {
                call = next.get();
                if (call == null) {
                    return;
                }
            } catch (Throwable thrown) {
                broken = thrown;
            }
            attempt.call = call;
            current = attempt;
        }
        try {
            if (call != null) {
                call.enqueue(attempt);
            }
        } catch (Throwable thrown) {
            broken = thrown;
        }
        if (broken != null) {
            attempt.onFailure(broken(broken));
        }
    }

    private static ChatApiException broken(Throwable thrown) {
        return ChatApiException.of("the call was not made", ErrorCodes.CLIENT_FAILURE, thrown);
    }

    private final class Attempt implements ChatCallback<T> {
        private @Nullable ChatCall<T> call;

        void cancel() {
            if (call != null) {
                call.cancel();
            }
        }

        @Override
        public void onAnswer(T answer) {
            done(() -> outcome.onAnswer(answer));
        }

        @Override
        public void onFailure(ChatApiException failure) {
            done(() -> outcome.onFailure(failure));
        }

        /**
         * Ignores the outcome of a cancelled attempt. If processing the outcome throws, the call counts as failed, so that
         * the loop continues.
         */
        private void done(Runnable step) {
            synchronized (service.lock) {
                if (current != this) {
                    return;
                }
                current = null;
                try {
                    step.run();
                } catch (Throwable thrown) {
                    service.callbacks.addFailure(thrown);
                    outcome.onFailure(broken(thrown));
                }
            }
            service.callbacks.flush();
        }
    }
}
