package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a message that a caller sends, from the body of a call or from a frame. */
public final class MessageFields {
    private MessageFields() {}

    /** Returns the message. Rejects fields that break a rule or are not supported yet. */
    public static SendMessage read(SessionId session, JsonFields fields) {
        if (fields.has("cannedResponse")) {
            throw new Refusal(WireError.VALIDATION_ERROR, "cannedResponse is not supported yet");
        }
        List<AttachmentId> files = fields.ids("attachmentIds", AttachmentId::new);
        String text = files.isEmpty()
                ? fields.requireText("message")
                : fields.text("message").orElse("");
        return SendMessage.builder(session, text)
                .attachments(files)
                .id(fields.id("messageId", EntryId::new).orElse(null))
                .claimedAt(fields.claim("timestamp").orElse(null))
                .replyTo(fields.id("replyTo", EntryId::new).orElse(null))
                .metadata(fields.json("metadata").orElse(null))
                .content(fields.content("content").orElse(null))
                .build();
    }

    /** The text of a stored message if a content filter changed it; null if it is what was sent. */
    public static @Nullable String changedText(Entry stored, SendMessage sent) {
        return stored.text().equals(sent.text()) ? null : stored.text();
    }
}
