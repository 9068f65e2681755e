package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A message that the app has kept because the server may not have stored it yet. Immutable. */
public final class UnsentMessage {
    private final String messageId;
    private final MessageDraft draft;
    private final Instant timestamp;

    private UnsentMessage(String messageId, MessageDraft draft, Instant timestamp) {
        this.messageId = Ids.require(messageId, "messageId");
        this.draft = Objects.requireNonNull(draft, "draft");
        this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
    }

    /** As {@link #of(String, MessageDraft, Instant)}, for a message that is no reply and has no metadata. */
    public static UnsentMessage of(String messageId, String text, Instant timestamp) {
        return of(messageId, MessageDraft.of(text), timestamp);
    }

    /**
     * Makes one from what the app has kept.
     *
     * @param messageId the id of the message
     * @param draft the text, the message to which it replies, and the metadata: all of them as they were
     * @param timestamp when the customer wrote it
     * @throws IllegalArgumentException if {@code messageId} is not a valid id
     */
    public static UnsentMessage of(String messageId, MessageDraft draft, Instant timestamp) {
        return new UnsentMessage(messageId, draft, timestamp);
    }

    /** Makes one from a message of a {@link ChatService}. */
    public static UnsentMessage of(ChatMessage message) {
        MessageDraft.Builder draft = MessageDraft.builder(message.text()).metadata(message.metadata());
        message.replyTo().ifPresent(draft::replyTo);
        return of(message.messageId(), draft.build(), message.timestamp());
    }

    /** The id of the message. */
    public String messageId() {
        return messageId;
    }

    /** The text. */
    public String text() {
        return draft.text();
    }

    /** When the customer wrote it. */
    public Instant timestamp() {
        return timestamp;
    }

    /** The id of the message to which it replies. */
    public Optional<String> replyTo() {
        return draft.replyTo();
    }

    /** What the customer attached, as plain values, lists and maps; empty if nothing is attached. */
    public Map<String, ?> metadata() {
        return draft.metadata();
    }

    @Override
    public String toString() {
        return "UnsentMessage{messageId=" + messageId + "}";
    }
}
