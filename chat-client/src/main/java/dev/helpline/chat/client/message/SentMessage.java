package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that the server has stored. Sending it again under the same id returns the same. */
public final class SentMessage {
    private final String messageId;
    private final long seq;
    private final Instant timestamp;
    private final Instant deliveredAt;
    private final @Nullable String changedText;

    /** For the SDK: reads it from a response. */
    public SentMessage(JsonFields json) {
        messageId = json.text("messageId");
        seq = json.number("seq");
        timestamp = json.instant("timestamp");
        deliveredAt = json.instant("deliveredAt");
        changedText = json.textOrNull("message");
    }

    /** The id with which the message was sent, or the one that the server made. */
    public String messageId() {
        return messageId;
    }

    /** The number of the message in its session, counted from 1. */
    public long seq() {
        return seq;
    }

    /** The time that the sender claimed, or the server's time if the claim was implausible. */
    public Instant timestamp() {
        return timestamp;
    }

    /** When the server accepted the message. */
    public Instant deliveredAt() {
        return deliveredAt;
    }

    /** The text as the server stored it, if a content filter changed it; absent if it is what was sent. */
    public Optional<String> changedText() {
        return Optional.ofNullable(changedText);
    }

    @Override
    public String toString() {
        return "SentMessage{messageId=" + messageId + ", seq=" + seq + "}";
    }
}
