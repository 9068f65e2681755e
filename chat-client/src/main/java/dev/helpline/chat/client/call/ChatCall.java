package dev.helpline.chat.client.call;

/**
 * One prepared request. It can be made once, blocking or not, and cancelled from any thread; {@link #copy()} returns the
 * same request, with the same ids, to be made again.
 *
 * <p>Thread-safe.
 *
 * @param <T> the result
 */
public interface ChatCall<T> {
    /**
     * Makes the request and blocks until it returns the result. Not for the main thread of an Android app.
     *
     * @throws ChatApiException if the server rejects the request, cannot be reached or cannot be understood, or if the call
     *     was cancelled
     * @throws IllegalStateException if this call has been made already
     */
    T execute();

    /**
     * Makes the request and reports its outcome later, exactly once, on a thread of the HTTP client.
     *
     * @throws IllegalStateException if this call has been made already
     */
    void enqueue(ChatCallback<T> callback);

    /**
     * Cancels the call, now or as soon as it is made. It then fails with {@link ErrorCodes#CANCELED}, unless the response
     * arrived first. The server may have carried out the request.
     */
    void cancel();

    /** Whether {@link #cancel()} was called. */
    boolean isCanceled();

    /** Returns the same request as a new call, neither made nor cancelled. */
    ChatCall<T> copy();
}
