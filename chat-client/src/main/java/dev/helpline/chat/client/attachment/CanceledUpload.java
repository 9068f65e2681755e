package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.internal.JsonFields;

/** The server has deleted an upload, and what it had of the file. */
public final class CanceledUpload {
    private final String attachmentId;

    /** For the SDK: reads it from a response. */
    public CanceledUpload(JsonFields json) {
        attachmentId = json.text("attachmentId");
    }

    /** The id of the upload. */
    public String attachmentId() {
        return attachmentId;
    }

    @Override
    public String toString() {
        return "CanceledUpload{attachmentId=" + attachmentId + "}";
    }
}
