package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import java.io.InputStream;

/**
 * The content of an uploaded file, which is read in parts and never held in memory as a whole. Not thread-safe. Methods throw {@link
 * StoreException} if the content cannot be read.
 */
@Experimental
public interface FileContent {
    /** The number of bytes, at least 1. */
    long size();

    /**
     * Returns the bytes from {@code offset} on: exactly {@code length} of them, or fewer if the file ends before.
     *
     * @param offset from 0; at or beyond the end there are no bytes
     * @param length 0 to {@link BlobStore#CHUNK_BYTES}
     */
    byte[] read(long offset, int length);

    /** Returns a stream of all bytes from the beginning. It need not be closed. */
    InputStream stream();
}
