package dev.helpline.chat.core;

import dev.helpline.chat.core.attachment.Attachments;
import dev.helpline.chat.core.attachment.Download;
import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.attachment.UploadStatus;
import dev.helpline.chat.core.attachment.UploadStream;
import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.attachment.ChunkWriter;
import dev.helpline.chat.core.internal.attachment.Downloads;
import dev.helpline.chat.core.internal.attachment.Uploads;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.rules.Permissions;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.upload.Upload;
import java.util.Optional;

/** The calls about files of one participant. */
final class AttachmentCalls implements Attachments {
    private final ParticipantCalls caller;
    private final Uploads uploads;
    private final Downloads downloads;

    private AttachmentCalls(ParticipantCalls caller, EngineParts.Files files) {
        this.caller = caller;
        this.uploads = files.uploads();
        this.downloads = files.downloads();
    }

    /** The calls of this participant. */
    static AttachmentCalls of(ParticipantCalls caller) {
        EngineParts.Files files = caller.engine.files();
        if (files == null) {
            throw new ChatException(ErrorCode.ATTACHMENTS_UNSUPPORTED, "files cannot be attached");
        }
        return new AttachmentCalls(caller, files);
    }

    @Override
    public UploadStream upload(StartUpload request) {
        return CallBoundary.call(() -> {
            LiveSession live = caller.admittedTo(request.session());
            Session session = Futures.join(caller.engine.expiry().lookAt(live));
            Upload upload = uploads.start(request, author(live), () -> refusal(session));
            return new Writing(upload);
        });
    }

    @Override
    public UploadStream resume(SessionId session, AttachmentId id) {
        return CallBoundary.call(() -> new Writing(uploads.own(session, id, author(caller.admittedTo(session)))));
    }

    private Optional<ChatException> refusal(Session session) {
        Permissions.require(caller.actor, AgentAction.REPLY, session, caller.engine.policy());
        return session.state().isOpen()
                ? caller.engine.limits().refuseUpload(caller.actor, session)
                : Optional.of(Refusals.notOpen(session));
    }

    @Override
    public UploadStatus status(SessionId session, AttachmentId id) {
        return CallBoundary.call(() -> uploads.status(session, id, author(caller.admittedTo(session))));
    }

    @Override
    public void cancel(SessionId session, AttachmentId id) {
        CallBoundary.run(() -> uploads.cancel(session, id, author(caller.admittedTo(session))));
    }

    @Override
    public Download open(SessionId session, AttachmentId id) {
        return CallBoundary.call(() -> {
            LiveSession live = caller.admittedTo(session);
            return new Reading(downloads.open(live, Viewer.of(caller.actor), id));
        });
    }

    private Author author(LiveSession live) {
        return caller.actor.author(live.head().session());
    }

    /** The writing end of one upload. */
    private final class Writing implements UploadStream {
        private final Upload upload;
        private final ChunkWriter chunks;

        Writing(Upload upload) {
            this.upload = upload;
            this.chunks = new ChunkWriter(uploads, upload);
        }

        @Override
        public AttachmentId id() {
            return upload.id();
        }

        @Override
        public long size() {
            return upload.size();
        }

        @Override
        public long received() {
            return chunks.received();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            CallBoundary.run(() -> chunks.write(bytes, offset, length));
        }

        @Override
        public Attachment finish() {
            return CallBoundary.call(() -> {
                caller.admittedTo(upload.session());
                return uploads.complete(upload);
            });
        }

        @Override
        public void close() {
            chunks.close();
        }
    }

    /** A download whose failures are those of calls. */
    private record Reading(Download file) implements Download {
        @Override
        public Attachment attachment() {
            return file.attachment();
        }

        @Override
        public byte[] read(long offset, int length) {
            return CallBoundary.call(() -> file.read(offset, length));
        }
    }
}
