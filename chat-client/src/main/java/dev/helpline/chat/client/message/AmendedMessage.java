package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.JsonFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that its author edited or withdrew. Repeating the same change returns the same. */
public final class AmendedMessage {
    private final String messageId;
    private final @Nullable Instant editedAt;
    private final @Nullable Instant deletedAt;
    private final @Nullable String changedText;

    /** For the SDK: reads it from a response. */
    public AmendedMessage(JsonFields json) {
        messageId = json.text("messageId");
        editedAt = json.instantOrNull("editedAt");
        deletedAt = json.instantOrNull("deletedAt");
        changedText = json.textOrNull("message");
    }

    /** The id of the message. */
    public String messageId() {
        return messageId;
    }

    /** When the message got its text; absent if it was withdrawn. */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /** When the message was withdrawn; absent if it was edited. */
    public Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }

    /** The new text as the server stored it, if a content filter changed it; absent if it is what was sent. */
    public Optional<String> changedText() {
        return Optional.ofNullable(changedText);
    }

    @Override
    public String toString() {
        return "AmendedMessage{messageId=" + messageId + "}";
    }
}
