package dev.helpline.chat.client.call;

/**
 * Hears how a {@link ChatCall} went. Exactly one of the methods is called, once. What they throw
 * reaches the uncaught exception handler of a thread of the HTTP client, and stops no other call.
 *
 * @param <T> what the server answers
 */
public interface ChatCallback<T> {
    /** The server did what was asked. */
    void onAnswer(T answer);

    /** It did not, or nobody knows. */
    void onFailure(ChatApiException failure);
}
