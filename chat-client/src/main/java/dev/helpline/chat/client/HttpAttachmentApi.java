package dev.helpline.chat.client;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentApi;
import dev.helpline.chat.client.attachment.AttachmentLink;
import dev.helpline.chat.client.attachment.CanceledUpload;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.attachment.UploadListener;
import dev.helpline.chat.client.attachment.UploadProgress;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.http.Endpoint;
import dev.helpline.chat.client.internal.http.FileRange;
import java.io.OutputStream;
import java.util.Objects;
import java.util.UUID;
import okhttp3.HttpUrl;

/** The calls about files over HTTP, which are the same for customers and agents. Thread-safe. */
final class HttpAttachmentApi implements AttachmentApi {
    private final Endpoint endpoint;

    HttpAttachmentApi(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ChatCall<Attachment> upload(String sessionId, OutgoingFile file, UploadListener listener) {
        OutgoingFile named = file.attachmentId().isPresent()
                ? file
                : file.newBuilder().attachmentId(UUID.randomUUID().toString()).build();
        return new UploadCall(this, Ids.require(sessionId, "sessionId"), named, listener);
    }

    ChatCall<UploadProgress> start(String sessionId, OutgoingFile file) {
        return endpoint.send("POST", "api/chat/attachments", file.toJson(sessionId), UploadProgress::new);
    }

    ChatCall<UploadProgress> part(String sessionId, OutgoingFile file, FileRange range) {
        HttpUrl url = endpoint.file(sessionId, file.attachmentId().orElseThrow(IllegalStateException::new))
                .addQueryParameter("offset", Long.toString(range.offset()))
                .build();
        return endpoint.put(url, file, range, UploadProgress::new);
    }

    @Override
    public ChatCall<CanceledUpload> cancelUpload(String sessionId, String attachmentId) {
        return endpoint.delete(endpoint.file(sessionId, attachmentId).build(), CanceledUpload::new);
    }

    @Override
    public ChatCall<Long> download(String sessionId, String attachmentId, long offset, OutputStream to) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be >= 0, was " + offset);
        }
        return endpoint.download(
                endpoint.file(sessionId, attachmentId).build(), offset, Objects.requireNonNull(to, "to"));
    }

    @Override
    public ChatCall<AttachmentLink> link(String sessionId, String attachmentId) {
        return endpoint.post(
                endpoint.file(sessionId, attachmentId).build(), json -> new AttachmentLink(json, endpoint::below));
    }
}
