package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks up the files that a message names. Thread-safe; the calls block. */
public final class NamedFiles {
    private final Node node;

    /** Files of uploads in the node's store. */
    public NamedFiles(Node node) {
        this.node = node;
    }

    /**
     * Returns the files that the message names, all of them complete, the sender's, of this session and not named by a message yet.
     * Whether the last still holds when the message is stored, its command has to judge.
     *
     * @throws ChatException INVALID_MESSAGE naming the first file that is not so
     */
    public List<Attachment> of(LiveSession live, Actor actor, SendMessage message) {
        Author author = actor.author(live.head().session());
        Instant now = node.clock().instant();
        Map<AttachmentId, Upload> uploads = node.store().findUploads(live.id(), message.attachments());
        Map<AttachmentId, Long> named = node.store().messagesWith(live.id(), message.attachments());
        List<Attachment> files = new ArrayList<>();
        for (AttachmentId id : message.attachments()) {
            Upload upload = uploads.get(id);
            Attachment attachment = upload == null ? null : upload.attachment();
            if (upload == null || attachment == null || !upload.isOf(author) || isDue(upload, now)) {
                throw refusal(id, "is no complete file that the sender has uploaded to session " + live.id());
            }
            if (named.containsKey(id)) {
                throw refusal(id, "is a file of another message of session " + live.id());
            }
            files.add(attachment);
        }
        return List.copyOf(files);
    }

    private static boolean isDue(Upload upload, Instant now) {
        Instant dueAt = upload.dueAt();
        return dueAt != null && !now.isBefore(dueAt);
    }

    private static ChatException refusal(AttachmentId id, String why) {
        return new ChatException(
                ErrorCode.INVALID_MESSAGE,
                "the attachment " + id + " " + why,
                Map.of("field", "attachmentIds", "attachmentId", id.value()));
    }
}
