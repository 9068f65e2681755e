package dev.helpline.chat.client.call;

/**
 * Receives the outcome of a {@link ChatCall}. Exactly one of the methods is called, once. What it throws reaches the
 * uncaught exception handler of a thread of the HTTP client, and stops no other call.
 *
 * @param <T> the result
 */
public interface ChatCallback<T> {
    /** The server carried out the request. */
    void onAnswer(T answer);

    /** The request failed, or its outcome is unknown. */
    void onFailure(ChatApiException failure);
}
