package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.poll.PollRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session being opened or watched: its conversation, what polls for it and what sends into it. Guarded by the service's
 * lock.
 */
final class WatchedSession {
    final ChatService service;
    final ChatApi api;
    final ChatScheduler scheduler;
    final Listeners listeners;
    final CallbackQueue callbacks;
    final Conversation conversation = new Conversation();

    private final PollLoop pollLoop;
    private final SendLoop sendLoop;
    private String sessionId;

    WatchedSession(ChatService service, Settings settings, String sessionId) {
        this.service = service;
        this.sessionId = checked(sessionId);
        api = settings.api;
        scheduler = settings.scheduler;
        listeners = service.listeners;
        callbacks = service.callbacks;
        pollLoop = new PollLoop(this, new PollSchedule(settings.pollInterval, settings.maxWait, pollBackoff(settings)));
        sendLoop = new SendLoop(
                this, new Backoff(settings.firstBackoff, settings.maxBackoff, settings.random), settings.sendAttempts);
    }

    private static String checked(String sessionId) {
        return PollRequest.builder(sessionId).build().sessionId(); // refuses what cannot be an id
    }

    String sessionId() {
        return sessionId;
    }

    /** An interval above the maximum is not cut short by failures. */
    private static Backoff pollBackoff(Settings settings) {
        Duration interval = settings.pollInterval;
        Duration max = interval.compareTo(settings.maxBackoff) > 0 ? interval : settings.maxBackoff;
        return new Backoff(interval, max, settings.random);
    }

    /** Whether it is being watched, so that no other may be started. */
    boolean isOpen() {
        return pollLoop.isRunning();
    }

    /** The server is asked to open it under this id; what is written from now on waits for that. */
    void opening(String id) {
        sessionId = id;
        sendLoop.hold();
    }

    boolean isOpening() {
        return sendLoop.isHeld();
    }

    /** The server did not open it: what was written for it fails, and can be sent again when it is opened after all. */
    void notOpened(ChatApiException failure) {
        sendLoop.fail(failure);
    }

    /** It is open under this id, so it can be watched and sent to. */
    void opened(String id) {
        sessionId = checked(id);
        listeners.tell(listener -> listener.onSessionStarted(id));
        pollLoop.start();
        sendLoop.release();
    }

    /** Another call succeeded; see {@link LoopTimer#succeededElsewhere}. */
    void succeededElsewhere(boolean afterFailures) {
        pollLoop.timer().succeededElsewhere(afterFailures);
        sendLoop.succeededElsewhere(afterFailures);
    }

    void hurry() {
        pollLoop.timer().hurry();
        sendLoop.timer().hurry();
    }

    void pollNow() {
        pollLoop.now();
    }

    void stop() {
        pollLoop.stop();
        sendLoop.stop();
    }

    ChatMessage send(String messageId, String text, Instant at) {
        ChatMessage message = conversation.written(messageId, text, at);
        listeners.tell(listener -> listener.onMessageSent(message));
        sendLoop.add(messageId);
        return message;
    }

    /** Takes {@code step} when all that was written before is sent or failed, or is given up by {@link #stop}. */
    void afterWritten(Runnable step) {
        sendLoop.afterQueued(step);
    }

    ChatMessage retry(String messageId) {
        ChatMessage message = conversation.find(messageId);
        if (message == null) {
            throw new IllegalArgumentException("no message " + messageId + " in session " + sessionId);
        }
        if (message.state() != DeliveryState.FAILED) {
            return message;
        }
        ChatMessage again = conversation.sendingAgain(messageId);
        updated(again);
        sendLoop.add(messageId);
        return again;
    }

    void updated(@Nullable ChatMessage message) {
        if (message != null) {
            listeners.tell(listener -> listener.onMessageUpdated(message));
        }
    }

    /** The feed proved a message stored, so it need not be sent again. */
    void settled(ChatMessage message) {
        updated(message);
        sendLoop.settled(message.messageId());
    }

    /** The server took a message after the end, as its policy may allow: watch again. */
    void reopened() {
        pollLoop.start();
    }
}
