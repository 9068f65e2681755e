package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobStore;

/**
 * The writing end of an upload. Bytes are stored in chunks of {@link BlobStore#CHUNK_BYTES} as they come, so an upload needs no more memory
 * than one chunk. Not thread-safe. Methods block while the blob store writes.
 *
 * <p>An upload that breaks off keeps the chunks that are stored. A caller that starts it again under its id goes on behind them.
 */
public interface UploadStream extends AutoCloseable {
    /** The id of the upload. */
    AttachmentId id();

    /** The number of bytes of the whole file. */
    long size();

    /** From which byte on the engine needs the file: 0 for a new upload, and the file's size if it is complete. */
    long received();

    /**
     * Takes the next bytes of the file.
     *
     * @throws ChatException {@link ErrorCode#INVALID_ATTACHMENT} with the reason {@code size} if the file would become longer than declared;
     *     {@link ErrorCode#STORE_UNAVAILABLE} if the blob store does not take them. The upload can be resumed in both cases
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Completes the upload: recognises the file and has it scanned. From then on a message can name it. Completing it again returns the same
     * attachment.
     *
     * @throws ChatException {@link ErrorCode#INVALID_ATTACHMENT} with the reason {@code incomplete} if bytes are missing, in which case the
     *     upload can be resumed; with the reason {@code type}, {@code dimensions} or {@code malware} if the file is not accepted, in which
     *     case it is deleted; {@link ErrorCode#ATTACHMENT_NOT_FOUND} if the upload was cancelled or has expired meanwhile
     */
    Attachment finish();

    /** Ends the writing. An upload that is not finished can be resumed. */
    @Override
    void close();
}
