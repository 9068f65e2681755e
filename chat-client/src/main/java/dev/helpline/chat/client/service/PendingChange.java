package dev.helpline.chat.client.service;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.AmendedMessage;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An edit or a withdrawal that is shown already, and that the server has not confirmed. */
final class PendingChange {
    /** The id under which it is repeated. */
    final String editId;

    final String messageId;

    /** The new text; null for a withdrawal. */
    final @Nullable String text;

    /** For the app; the service completes it. */
    final CompletableFuture<AmendedMessage> future = new CompletableFuture<>();

    private final Instant madeAt;

    PendingChange(String editId, String messageId, @Nullable String text, Instant madeAt) {
        this.editId = editId;
        this.messageId = messageId;
        this.text = text;
        this.madeAt = madeAt;
    }

    /** Reads a change from what {@link #toJson} has written. */
    static PendingChange restored(JsonFields json) {
        return new PendingChange(
                json.text("editId"), json.text("messageId"), json.textOrNull("text"), json.instant("madeAt"));
    }

    JsonBody toJson() {
        return new JsonBody()
                .put("editId", editId)
                .put("messageId", messageId)
                .put("text", text)
                .put("madeAt", madeAt);
    }

    /** Returns the message as it looks with this change. */
    ChatMessage on(ChatMessage message) {
        return text == null ? message.withdrawn(madeAt) : message.rewritten(text, madeAt);
    }

    /** Returns the message with this change as the server has stored it. */
    ChatMessage on(ChatMessage message, AmendedMessage stored) {
        if (text == null) {
            return stored.deletedAt().map(message::withdrawn).orElse(message);
        }
        return stored.editedAt()
                .map(at -> message.edited(stored.changedText().orElse(text), at))
                .orElse(message);
    }
}
