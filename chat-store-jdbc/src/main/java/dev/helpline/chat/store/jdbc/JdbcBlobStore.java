package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.StoredBlob;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the content of attached files in the database of a {@link JdbcChatStore}, a row per chunk. All nodes have the files then, and one
 * backup has everything; the database grows by what is uploaded, and writes it to its log. Closed with its store. Thread-safe.
 */
@Experimental
public final class JdbcBlobStore implements BlobStore {
    private final ChatDatabase database;
    private final InstantSource clock;

    JdbcBlobStore(ChatDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean write(BlobId blob, int index, byte[] chunk) {
        if (index < 0 || chunk.length == 0 || chunk.length > CHUNK_BYTES) {
            throw new IllegalArgumentException("a chunk has an index from 0 and 1 to " + CHUNK_BYTES + " bytes");
        }
        BlobTable.Chunk row = new BlobTable.Chunk(blob, index, clock.instant(), chunk);
        return database.write(handle -> BlobTable.write(handle, row));
    }

    @Override
    public Optional<byte[]> read(BlobId blob, int index) {
        return database.read(handle -> BlobTable.read(handle, blob, index));
    }

    @Override
    public int countChunks(BlobId blob) {
        return database.read(handle -> BlobTable.count(handle, blob));
    }

    @Override
    public void delete(BlobId blob) {
        database.update(handle -> BlobTable.delete(handle, blob));
    }

    @Override
    public List<StoredBlob> list(@Nullable BlobId after, int limit) {
        return database.read(handle -> BlobTable.list(handle, after, limit));
    }
}
