package dev.helpline.chat.client.call;

/**
 * One request, ready to go. It can be made once, waited for or not, and given up from any thread; {@link #copy()} makes it
 * again, with the same ids.
 *
 * <p>Thread-safe.
 *
 * @param <T> what the server answers
 */
public interface ChatCall<T> {
    /**
     * Makes the request and waits for the answer. Not for the main thread of an Android app.
     *
     * @throws ChatApiException if the server refuses, cannot be reached or is not understood, or the call was cancelled
     * @throws IllegalStateException if this call was made before
     */
    T execute();

    /**
     * Makes the request and reports the outcome later, exactly once, on a thread of the HTTP client.
     *
     * @throws IllegalStateException if this call was made before
     */
    void enqueue(ChatCallback<T> callback);

    /**
     * Gives the call up, now or as soon as it is made. Its outcome is then {@link ErrorCodes#CANCELED}, unless the answer was
     * faster. The server may have done what was asked.
     */
    void cancel();

    /** Whether {@link #cancel()} was called. */
    boolean isCanceled();

    /** The same request once more, neither made nor cancelled. */
    ChatCall<T> copy();
}
