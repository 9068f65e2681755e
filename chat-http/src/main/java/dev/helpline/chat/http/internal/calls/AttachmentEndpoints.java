package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.attachment.Attachments;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.attachment.UploadStream;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.exchange.FileResult;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireAttachment;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that upload and read files. */
final class AttachmentEndpoints {
    /** The bytes of each part but the last: a part of another length is taken up to the last whole chunk in it. */
    static final int PART_BYTES = BlobStore.CHUNK_BYTES;

    private final Participants participants;
    private final FileLinks links;

    AttachmentEndpoints(Participants participants, FileLinks links) {
        this.participants = participants;
        this.links = links;
    }

    private Attachments attachments(Request request) {
        return participants.participant(request.caller()).attachments();
    }

    /** Starts an upload, or tells how far the caller's upload is. */
    CallResult start(Request request) {
        StartUpload upload = StartUpload.builder(
                        request.bodySession(),
                        request.body().requireText("name"),
                        request.body().requireWhole("size"))
                .id(request.body().id("attachmentId", AttachmentId::new).orElse(null))
                .declaredType(request.body().text("type").orElse(null))
                .build();
        try (UploadStream stream = attachments(request).upload(upload)) {
            return new CallResult(progress(stream), "The upload is started");
        }
    }

    /** Takes the bytes of a part that are not stored yet. */
    CallResult part(Request request) {
        long offset = request.query().whole("offset");
        byte[] bytes = request.bytes();
        SessionId session = request.session();
        AttachmentId id = request.attachment();
        try (UploadStream stream = attachments(request).resume(session, id)) {
            long known = stream.received() - offset;
            if (known < 0) {
                throw gap(stream.received());
            }
            if (known < bytes.length) {
                stream.write(bytes, (int) known, bytes.length - (int) known);
            }
            return new CallResult(progress(stream), "The part is stored");
        }
    }

    private static Refusal gap(long received) {
        return new Refusal(new Problem(
                WireError.ATTACHMENT_CONFLICT,
                "The part does not follow what is stored",
                Map.of("received", Long.toString(received)),
                Map.of()));
    }

    /** Completes an upload whose last byte has arrived. Bytes behind the last whole chunk are not stored, so they do not count. */
    private static Progress progress(UploadStream stream) {
        boolean isWhole = stream.received() == stream.size();
        Attachment done = isWhole ? stream.finish() : null;
        long stored = isWhole ? stream.size() : stream.received() / PART_BYTES * PART_BYTES;
        return new Progress(
                stream.id().value(), stored, stream.size(), PART_BYTES, done == null ? null : WireAttachment.of(done));
    }

    CallResult cancel(Request request) {
        attachments(request).cancel(request.session(), request.attachment());
        return new CallResult(new Cancelled(request.attachment().value()), "The upload is cancelled");
    }

    CallResult download(Request request) {
        return file(request, request.caller());
    }

    CallResult link(Request request) {
        SessionId session = request.session();
        AttachmentId id = request.attachment();
        var unused = attachments(request).open(session, id); // only who may read a file may pass it on
        FileLinks.Link link = links.sign(session, id, request.caller().principal());
        return new CallResult(
                new Link(link.path(), WireTime.format(link.expiresAt())), "The address is valid until it expires");
    }

    CallResult linked(Request request) {
        Caller reader = links.reader(request.session(), request.attachment(), request.query(), request.caller());
        return file(request, reader);
    }

    private CallResult file(Request request, Caller reader) {
        return new CallResult(
                new FileResult(
                        participants.participant(reader).attachments().open(request.session(), request.attachment())),
                "");
    }

    private record Progress(
            String attachmentId,
            long received,
            long size,
            int partBytes,
            @Nullable WireAttachment attachment) {}

    private record Cancelled(String attachmentId) {}

    private record Link(String url, String expiresAt) {}
}
