package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the content of uploaded files. A blob is a sequence of chunks. Every chunk but the last has {@link #CHUNK_BYTES} bytes, so the place
 * of a byte tells its chunk, and no call needs more memory than one chunk.
 *
 * <p>A chunk is written once and never changes: after the engine has looked at a file, no late writer can replace a part of it. The engine
 * writes the chunks of a blob in order, so a blob has no gaps; an upload that broke off goes on behind the last chunk. All engines over one
 * store need the same blobs.
 *
 * <p>Thread-safe. Every read sees all that was written before it began. Methods may block, and throw {@link StoreException} if the store
 * cannot be reached or is full.
 */
@Experimental
public interface BlobStore {
    /**
     * The bytes of every chunk but a blob's last one: 256 KiB. Less would cost more writes per file, and more would cost heap for each
     * transfer under way.
     */
    int CHUNK_BYTES = 256 * 1024;

    /**
     * Stores a chunk durably and as a whole, unless the blob has a chunk with this index already.
     *
     * @param index from 0
     * @param chunk 1 to {@link #CHUNK_BYTES} bytes, which the caller does not change any more
     * @return whether the chunk was stored; false if there was one before, which stays as it is
     */
    boolean write(BlobId blob, int index, byte[] chunk);

    /** Returns a chunk; empty if the blob does not have it. The caller does not change the bytes. */
    Optional<byte[]> read(BlobId blob, int index);

    /** Returns how many chunks the blob has; 0 for a blob that does not exist. */
    int countChunks(BlobId blob);

    /** Deletes a blob with all its chunks; no effect if it does not exist. */
    void delete(BlobId blob);

    /**
     * Returns blobs in the order of their ids, from the first one behind {@code after}, so that the engine finds those that it does not know.
     *
     * @param after null to start with the first blob
     * @param limit at least 1
     */
    List<StoredBlob> list(@Nullable BlobId after, int limit);
}
