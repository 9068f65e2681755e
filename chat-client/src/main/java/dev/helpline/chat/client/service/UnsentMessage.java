package dev.helpline.chat.client.service;

import dev.helpline.chat.client.message.OutgoingMessage;
import java.time.Instant;

/** A message an app has kept because the server may not have it yet. Immutable. */
public final class UnsentMessage {
    private final String messageId;
    private final String text;
    private final Instant timestamp;

    private UnsentMessage(String messageId, String text, Instant timestamp) {
        this.messageId = messageId;
        this.text = text;
        this.timestamp = timestamp;
    }

    /**
     * Takes up what was kept.
     *
     * @param messageId the id it was shown with
     * @param text what it says
     * @param timestamp when it was written
     * @throws IllegalArgumentException if {@code messageId} cannot be an id
     */
    public static UnsentMessage of(String messageId, String text, Instant timestamp) {
        // refuses what could not be sent
        OutgoingMessage.builder(messageId, text).messageId(messageId).timestamp(timestamp);
        return new UnsentMessage(messageId, text, timestamp);
    }

    /** Takes up what is shown. */
    public static UnsentMessage of(ChatMessage message) {
        return new UnsentMessage(message.messageId(), message.text(), message.timestamp());
    }

    /** The id it was shown with. */
    public String messageId() {
        return messageId;
    }

    /** What it says. */
    public String text() {
        return text;
    }

    /** When it was written. */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public String toString() {
        return "UnsentMessage{messageId=" + messageId + "}";
    }
}
