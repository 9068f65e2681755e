package dev.helpline.chat.client.service;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.PollRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One session being watched: its conversation, what polls for it and what sends into it. Guarded by {@link #lock}. */
final class LiveSession {
    final String sessionId;
    final ChatApi api;
    final ChatScheduler scheduler;
    final Listeners listeners;
    final CallbackQueue callbacks;
    final Conversation conversation = new Conversation();

    /** The one lock of the service. No call is made and no listener told while it is held. */
    final Object lock;

    private final Poller poller;
    private final Sender sender;

    LiveSession(String sessionId, ChatService service, Settings settings) {
        this.sessionId = PollRequest.builder(sessionId).build().sessionId(); // refuses what cannot be an id
        api = settings.api;
        scheduler = settings.scheduler;
        listeners = service.listeners;
        callbacks = service.callbacks;
        lock = service.lock;
        Random random = settings.random;
        poller = new Poller(
                this,
                new PollSchedule(settings.pollInterval, settings.maxWait, pollBackoff(settings)),
                settings.maxWait);
        sender = new Sender(
                this, new Backoff(settings.firstBackoff, settings.maxBackoff, random), settings.sendAttempts);
    }

    /** An interval above the maximum is not cut short by failures. */
    private static Backoff pollBackoff(Settings settings) {
        Duration interval = settings.pollInterval;
        Duration max = interval.compareTo(settings.maxBackoff) > 0 ? interval : settings.maxBackoff;
        return new Backoff(interval, max, settings.random);
    }

    /** Whether it is being watched, so that no other may be started. */
    boolean isOpen() {
        return poller.isRunning();
    }

    void start() {
        poller.start();
    }

    void pollNow() {
        poller.now();
    }

    void stop() {
        poller.stop();
        sender.stop();
    }

    ChatMessage send(String messageId, String text, Instant at) {
        ChatMessage message = conversation.written(messageId, text, at);
        listeners.tell(listener -> listener.onMessageSent(message));
        sender.add(messageId);
        return message;
    }

    /** Takes {@code step} when all that was written before is sent or failed, or is given up by {@link #stop}. */
    void afterWritten(Runnable step) {
        sender.afterQueued(step);
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
        sender.add(messageId);
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
        sender.settled(message.messageId());
    }

    /** The server took a message after the end, as its policy may allow: watch again. */
    void reopened() {
        poller.start();
    }
}
