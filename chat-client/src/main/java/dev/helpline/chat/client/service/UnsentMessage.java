package dev.helpline.chat.client.service;

import dev.helpline.chat.client.message.OutgoingMessage;
import java.time.Instant;

/** A message that the app has kept because the server may not have stored it yet. Immutable. */
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
     * Makes one from what the app has kept.
     *
     * @param messageId the id of the message
     * @param text the text
     * @param timestamp when the customer wrote it
     * @throws IllegalArgumentException if {@code messageId} is not a valid id
     */
    public static UnsentMessage of(String messageId, String text, Instant timestamp) {
        // rejects what could not be sent
        OutgoingMessage.builder(messageId, text).messageId(messageId).timestamp(timestamp);
        return new UnsentMessage(messageId, text, timestamp);
    }

    /** Makes one from a message of a {@link ChatService}. */
    public static UnsentMessage of(ChatMessage message) {
        return new UnsentMessage(message.messageId(), message.text(), message.timestamp());
    }

    /** The id of the message. */
    public String messageId() {
        return messageId;
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** When the customer wrote it. */
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public String toString() {
        return "UnsentMessage{messageId=" + messageId + "}";
    }
}
