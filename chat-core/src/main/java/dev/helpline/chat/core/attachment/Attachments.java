package dev.helpline.chat.core.attachment;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a participant does with files. A file is uploaded to a session first; a message of the same participant names it then, once, in
 * {@link SendMessage#attachments()}. A file that no message names within {@link AttachmentPolicy#unusedLifetime()} is deleted.
 *
 * <p>Thread-safe; the calls block while the stores work. They throw what the calls of {@link dev.helpline.chat.core.ChatParticipant} throw.
 */
public interface Attachments {
    /**
     * Starts an upload, or resumes the caller's upload of the same id, name and size.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENT_TOO_LARGE} for a file beyond the policy's limit or quotas; {@link
     *     ErrorCode#INVALID_ATTACHMENT} for an empty file; {@link ErrorCode#ATTACHMENT_CONFLICT} if another upload has the id; {@link
     *     ErrorCode#SESSION_NOT_OPEN} or {@link ErrorCode#SESSION_EXPIRED} for a new upload to a session that has ended; {@link
     *     ErrorCode#RATE_LIMITED} if the caller uploads too often
     */
    UploadStream upload(StartUpload request);

    /**
     * Goes on with an upload of the caller's.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENT_NOT_FOUND} if the caller has no such upload
     */
    UploadStream resume(SessionId session, AttachmentId id);

    /**
     * Uploads a file from a stream, which holds the whole file even if the upload is resumed. Leaves the stream open.
     *
     * @throws ChatException as {@link #upload(StartUpload)} and {@link UploadStream#finish()}
     * @throws UncheckedIOException if the stream cannot be read; the upload can be resumed
     */
    default Attachment upload(StartUpload request, InputStream content) {
        try (UploadStream upload = upload(request)) {
            content.skipNBytes(upload.received());
            byte[] buffer = new byte[8192];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                upload.write(buffer, 0, read);
            }
            return upload.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns how far an upload of the caller's is.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENT_NOT_FOUND} if the caller has no such upload
     */
    UploadStatus status(SessionId session, AttachmentId id);

    /**
     * Cancels an upload of the caller's, and deletes what arrived of it.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENT_NOT_FOUND} if the caller has no such upload; {@link ErrorCode#ATTACHMENT_CONFLICT}
     *     if a message names it already
     */
    void cancel(SessionId session, AttachmentId id);

    /**
     * Opens a file that a message names.
     *
     * @throws ChatException {@link ErrorCode#ATTACHMENT_NOT_FOUND} if no message that the caller may read has it, or if that message was
     *     withdrawn
     */
    Download open(SessionId session, AttachmentId id);
}
