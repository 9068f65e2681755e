package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Duration;

/**
 * Hears what happens in a {@link ChatService}. Calls come one at a time, in order, on the executor the service was built
 * with, and should return quickly. What a listener throws is reported and harms nobody. All methods do nothing by default.
 */
public interface ChatListener {
    /** A session is open and being watched. */
    default void onSessionStarted(String sessionId) {}

    /**
     * The server could not be reached to open a session, or limits the caller; it is asked again in {@code retryIn}. Show it:
     * the customer waits.
     */
    default void onStartDelayed(ChatApiException error, Duration retryIn) {}

    /** What is known about the session changed: an agent came, the place in the queue moved. */
    default void onSessionUpdated(SessionHead head) {}

    /** A message was written here, maybe before the session is open; show it. It is {@link DeliveryState#SENDING}. */
    default void onMessageSent(ChatMessage message) {}

    /** A message shown before has a new state; replace the one with the same id. */
    default void onMessageUpdated(ChatMessage message) {}

    /** A message came from the server, written by somebody else or elsewhere; show it. Each comes once. */
    default void onMessageReceived(ChatMessage message) {}

    /** The session has ended and every message of it was delivered. Comes once per end; watching has stopped. */
    default void onSessionEnded(SessionEnd end) {}

    /** A poll went wrong; the next one is made in {@code retryIn}. Watching never gives up on its own. */
    default void onPollingError(ChatApiException error, Duration retryIn) {}

    /**
     * Watching stopped for good, because the server does not know the session or the caller any more. Sign in again and
     * {@link ChatService#resume}, or start anew.
     */
    default void onPollingStopped(ChatApiException error) {}
}
