package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far an upload is, as the server says. */
public final class UploadProgress {
    private final String attachmentId;
    private final long received;
    private final long size;
    private final int partBytes;
    private final @Nullable Attachment attachment;

    /** For the SDK: reads it from a response. */
    public UploadProgress(JsonFields json) {
        attachmentId = json.text("attachmentId");
        received = json.number("received");
        size = json.number("size");
        partBytes = json.integer("partBytes");
        attachment = json.objectOrNull("attachment", Attachment::new);
    }

    /** The id of the upload. */
    public String attachmentId() {
        return attachmentId;
    }

    /** How many bytes the server has stored, from the beginning of the file. */
    public long received() {
        return received;
    }

    /** How many bytes the file has. */
    public long size() {
        return size;
    }

    /** How many bytes each part has, except the last one. */
    public int partBytes() {
        return partBytes;
    }

    /** The file; absent until it is complete. */
    public Optional<Attachment> attachment() {
        return Optional.ofNullable(attachment);
    }

    @Override
    public String toString() {
        return "UploadProgress{attachmentId=" + attachmentId + ", received=" + received + ", size=" + size + "}";
    }
}
