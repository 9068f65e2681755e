package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import java.io.OutputStream;

/**
 * The calls that upload and download files, for customers and agents alike. A file is uploaded first; a message of the same caller names it
 * then ({@code OutgoingMessage.attachments}). {@code ChatApi.attachments()} and {@code SupportApi.attachments()} return one.
 *
 * <p>Thread-safe.
 */
public interface AttachmentApi {
    /** As {@link #upload(String, OutgoingFile, UploadListener)}, without progress. */
    default ChatCall<Attachment> upload(String sessionId, OutgoingFile file) {
        return upload(sessionId, file, (received, size) -> {});
    }

    /**
     * Uploads a file, part by part. The call asks the server first how much of the file it has, and goes on behind that. So after a failure
     * a {@link ChatCall#copy() copy} of the call, or another call with the same id and file, resumes the upload. Making it again after the
     * upload is complete returns the file. Cancelling the call keeps on the server what has arrived; {@link #cancelUpload} deletes it.
     *
     * <p>Each part may take 2 minutes. The call fails with {@link ErrorCodes#FILE_UNREADABLE} if the source has fewer bytes than the file is
     * said to have, with {@link ErrorCodes#INVALID_ATTACHMENT} if the server does not accept the content, and with {@link
     * ErrorCodes#ATTACHMENT_TOO_LARGE} if it is too long or a quota is used up.
     *
     * @param file a file without an id gets one, which copies of the call keep
     * @param listener is told of each part that the server has stored
     */
    ChatCall<Attachment> upload(String sessionId, OutgoingFile file, UploadListener listener);

    /**
     * Deletes an upload, whether it is complete or not, and what the server has of its file. A file of a message fails with {@link
     * ErrorCodes#ATTACHMENT_CONFLICT}; to delete it, withdraw the message.
     */
    ChatCall<CanceledUpload> cancelUpload(String sessionId, String attachmentId);

    /**
     * Downloads the bytes of a file from {@code offset} on and writes them to {@code to}, without having the file in memory. The call returns
     * how many bytes it has written. It neither flushes nor closes the stream. After a failure, continue with a call that begins behind what
     * was written; a copy of the call begins at {@code offset} again. {@link AttachmentCache} does that, and checks the content.
     *
     * @param offset from 0
     * @param to written on a thread of the HTTP client; if it throws, the call fails with {@link ErrorCodes#CLIENT_FAILURE}
     */
    ChatCall<Long> download(String sessionId, String attachmentId, long offset, OutputStream to);

    /** Returns an address of a file that needs no token and expires after some minutes. */
    ChatCall<AttachmentLink> link(String sessionId, String attachmentId);
}
