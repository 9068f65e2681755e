package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.attachment.Attachment;

/** A file that the caller may read. Holds no connection and no open file, so it need not be closed. Thread-safe. */
public interface Download {
    /** What is known of the file. */
    Attachment attachment();

    /**
     * Returns bytes of the file, from {@code offset} on: at least one and at most {@code length}; none at or beyond the end. Blocks while
     * the blob store reads.
     *
     * @param offset from 0
     * @param length from 1
     * @throws ChatException {@link ErrorCode#STORE_UNAVAILABLE} if the content cannot be read
     */
    byte[] read(long offset, int length);
}
