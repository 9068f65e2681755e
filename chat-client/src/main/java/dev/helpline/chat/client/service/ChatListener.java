package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Duration;

/**
 * Receives the events of a {@link ChatService}. The service calls listeners one at a time, in order, on its executor;
 * methods should return quickly. An exception that a listener throws is reported and has no other effect. By default all
 * methods do nothing.
 */
public interface ChatListener {
    /** A session is open, and the service polls it. */
    default void onSessionStarted(String sessionId) {}

    /**
     * {@link ChatService#restore} has found a conversation: show it. What this tells is not told again, and what comes later is new.
     */
    default void onSessionRestored(RestoredChat chat) {}

    /**
     * A session could not be opened yet, because the server cannot be reached or limits the caller. The service tries again
     * in {@code retryIn}. Show it, since the customer waits.
     */
    default void onStartDelayed(ChatApiException error, Duration retryIn) {}

    /** The service gets what is new in its session in another way, or cannot get it now: for a line on the screen. It begins as {@link ConnectionState#IDLE}. */
    default void onConnectionStateChanged(ConnectionState state) {}

    /** The head of the session changed, for example because an agent took it or its place in the queue changed. */
    default void onSessionUpdated(SessionHead head) {}

    /**
     * The customer wrote a message with this service, perhaps before the session is open; show it. It is
     * {@link DeliveryState#SENDING}.
     */
    default void onMessageSent(ChatMessage message) {}

    /**
     * A message that was shown before has a new state, or more of its files is uploaded; replace the one with the same id.
     */
    default void onMessageUpdated(ChatMessage message) {}

    /**
     * The server has rejected an edit or a withdrawal of a message, for example with {@link
     * dev.helpline.chat.client.call.ErrorCodes#MESSAGE_NOT_EDITABLE}. {@link #onMessageUpdated} has shown the message as it is without it.
     */
    default void onChangeRejected(String messageId, ChatApiException reason) {}

    /** The app has discarded a message that the server does not have; remove the one with the same id. */
    default void onMessageDiscarded(ChatMessage message) {}

    /**
     * A message arrived from the server, written by another participant or on another device; show it. Each message arrives
     * once.
     */
    default void onMessageReceived(ChatMessage message) {}

    /**
     * The number of messages of agents and bots that the customer has not read is another one now: for the badge of the app. A session
     * begins with 0.
     */
    default void onUnreadCountChanged(int unread) {}

    /**
     * The session has ended, and all its messages were delivered. Called once per end. Polling has stopped, except for an occasional poll while
     * the session can be reopened.
     */
    default void onSessionEnded(SessionEnd end) {}

    /**
     * The session is open again after its end, by either side, and is polled as before. Another session cannot be started until it has ended
     * again.
     */
    default void onSessionReopened(String sessionId) {}

    /** A poll failed; the next one follows in {@code retryIn}. Polling continues however often this happens. */
    default void onPollingError(ChatApiException error, Duration retryIn) {}

    /**
     * Polling has stopped for good, because the server does not accept the session or the caller any more. If {@link
     * ChatService#connectionState} is {@link ConnectionState#AUTH_REQUIRED}, {@link ChatService#retryNow} goes on when the caller has signed
     * in; else start another session.
     */
    default void onPollingStopped(ChatApiException error) {}
}
