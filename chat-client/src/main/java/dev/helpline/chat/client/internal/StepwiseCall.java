package dev.helpline.chat.client.internal;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call that consists of other calls, made one after the other. A failure of one of them is the failure of the whole.
 *
 * <p>Thread-safe; its steps run one at a time, on the threads that report the outcomes of the calls.
 */
public abstract class StepwiseCall<T> implements ChatCall<T> {
    private final Object lock = new Object();
    private final String label;
    private @Nullable ChatCallback<T> callback;
    private @Nullable ChatCall<?> current;
    private boolean made;
    private boolean canceled;

    /**
     * Makes a call that has not begun.
     *
     * @param label names the call in failures
     */
    protected StepwiseCall(String label) {
        this.label = label;
    }

    /** Makes the first step. */
    protected abstract void begin();

    @Override
    public final T execute() {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        enqueue(new ChatCallback<T>() {
            @Override
            public void onAnswer(T answer) {
                outcome.complete(answer);
            }

            @Override
            public void onFailure(ChatApiException failure) {
                outcome.completeExceptionally(failure);
            }
        });
        try {
            return outcome.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cancel();
            throw ChatApiException.of(label, ErrorCodes.CANCELED, interrupted);
        } catch (ExecutionException failed) {
            throw (ChatApiException) failed.getCause();
        }
    }

    @Override
    public final void enqueue(ChatCallback<T> outcome) {
        synchronized (lock) {
            if (made) {
                throw new IllegalStateException("this call has been made already");
            }
            made = true;
            callback = outcome;
        }
        guarded(this::begin);
    }

    @Override
    public final void cancel() {
        ChatCall<?> running;
        synchronized (lock) {
            canceled = true;
            running = current;
        }
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public final boolean isCanceled() {
        synchronized (lock) {
            return canceled;
        }
    }

    /** Makes a call; its result leads to the next step. */
    protected final <S> void step(ChatCall<S> call, Consumer<S> next) {
        step(call, next, failure -> false);
    }

    /**
     * Makes a call; its result leads to the next step.
     *
     * @param remedy takes another step after a failure, or returns false if there is none
     */
    protected final <S> void step(ChatCall<S> call, Consumer<S> next, Predicate<ChatApiException> remedy) {
        synchronized (lock) {
            if (!canceled) {
                current = call;
            }
        }
        if (isCanceled()) {
            ChatApiException notMade = ChatApiException.of(label, ErrorCodes.CANCELED);
            if (!remedy.test(notMade)) {
                fail(notMade);
            }
            return;
        }
        call.enqueue(new ChatCallback<S>() {
            @Override
            public void onAnswer(S answer) {
                guarded(() -> next.accept(answer));
            }

            @Override
            public void onFailure(ChatApiException failure) {
                guarded(() -> {
                    if (!remedy.test(failure)) {
                        fail(failure);
                    }
                });
            }
        });
    }

    /** Reports the result. */
    protected final void done(T answer) {
        ChatCallback<T> outcome = outcome();
        if (outcome != null) {
            outcome.onAnswer(answer);
        }
    }

    /** Reports a failure. */
    protected final void fail(ChatApiException failure) {
        ChatCallback<T> outcome = outcome();
        if (outcome != null) {
            outcome.onFailure(failure);
        }
    }

    /** Reports a failure that no server reported. */
    protected final void fail(String code, String problem) {
        fail(ChatApiException.builder(label, code).problem(problem).build());
    }

    private @Nullable ChatCallback<T> outcome() {
        synchronized (lock) {
            ChatCallback<T> outcome = callback;
            callback = null;
            current = null;
            return outcome;
        }
    }

    /** Turns what the app's code in a step throws into the failure of the call, so that each call has an outcome. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) { // Kotlin code can throw checked exceptions
            ChatCallback<T> outcome = outcome();
            if (outcome == null) {
                throw thrown; // the callback itself threw
            }
            outcome.onFailure(ChatApiException.of(label, ErrorCodes.CLIENT_FAILURE, thrown));
        }
    }
}
