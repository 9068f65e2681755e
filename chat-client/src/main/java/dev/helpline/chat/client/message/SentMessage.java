package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;

/** The server's word that a message is stored. A repeated send of the same id gets the same answer. */
public final class SentMessage {
    private final String messageId;
    private final long seq;
    private final Instant timestamp;
    private final Instant deliveredAt;

    /** For the SDK: reads one from what the server sent. */
    public SentMessage(JsonFields json) {
        messageId = json.text("messageId");
        seq = json.number("seq");
        timestamp = json.instant("timestamp");
        deliveredAt = json.instant("deliveredAt");
    }

    /** The id the message was sent with, or the one the server made. */
    public String messageId() {
        return messageId;
    }

    /** The number of the message in its session, counted from 1. */
    public long seq() {
        return seq;
    }

    /** The time the sender claimed, or the server's where the claim was not sane. */
    public Instant timestamp() {
        return timestamp;
    }

    /** When the server took the message. */
    public Instant deliveredAt() {
        return deliveredAt;
    }

    @Override
    public String toString() {
        return "SentMessage{messageId=" + messageId + ", seq=" + seq + "}";
    }
}
