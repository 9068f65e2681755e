package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.StoredBlob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The content of attached files: a row per chunk. */
final class BlobTable {
    static final String SELECT = "select blob_id, chunk, written_at, content from <prefix>blob ";

    private BlobTable() {}

    /** If two callers write the same chunk at the same time, one of them fails and is retried, and finds the other one's. */
    static boolean write(Handle handle, Chunk chunk) {
        if (isThere(handle, chunk)) {
            return false;
        }
        handle.createUpdate("""
                        insert into <prefix>blob (blob_id, chunk, written_at, content)
                        values (:blob, :chunk, :writtenAt, :content)
                        """)
                .bind("blob", chunk.blob().value())
                .bind("chunk", chunk.index())
                .bind("writtenAt", chunk.writtenAt().toEpochMilli())
                .bind("content", chunk.content())
                .execute();
        return true;
    }

    /** A chunk to write. */
    @SuppressWarnings("ArrayRecordComponent") // chunks are not compared
    record Chunk(BlobId blob, int index, Instant writtenAt, byte[] content) {}

    private static boolean isThere(Handle handle, Chunk chunk) {
        return handle.createQuery("""
                        select 1
                          from <prefix>blob
                         where blob_id = :blob and chunk = :chunk
                        """)
                .bind("blob", chunk.blob().value())
                .bind("chunk", chunk.index())
                .mapTo(int.class)
                .findOne()
                .isPresent();
    }

    static Optional<byte[]> read(Handle handle, BlobId blob, int index) {
        return handle.createQuery("""
                        select content
                          from <prefix>blob
                         where blob_id = :blob and chunk = :chunk
                        """)
                .bind("blob", blob.value())
                .bind("chunk", index)
                .map((row, context) -> row.getBytes("content"))
                .findOne();
    }

    static int count(Handle handle, BlobId blob) {
        return handle.createQuery("""
                        select count(*)
                          from <prefix>blob
                         where blob_id = :blob
                        """)
                .bind("blob", blob.value())
                .mapTo(int.class)
                .one();
    }

    static void delete(Handle handle, BlobId blob) {
        handle.createUpdate("""
                        delete from <prefix>blob
                         where blob_id = :blob
                        """).bind("blob", blob.value()).execute();
    }

    /** By their first chunks, so that no content is looked at. */
    static List<StoredBlob> list(Handle handle, @Nullable BlobId after, int limit) {
        return handle.createQuery("""
                        select blob_id, min(written_at) as started_at
                          from <prefix>blob
                         where blob_id > :after
                         group by blob_id
                         order by blob_id
                         limit :limit
                        """)
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map((row, context) ->
                        new StoredBlob(new BlobId(row.getString("blob_id")), Columns.instant(row, "started_at")))
                .list();
    }
}
