package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.StoredBlob;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Keeps uploaded files in memory and forgets them with the process; for tests and demonstrations. Thread-safe. */
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentNavigableMap<BlobId, Blob> blobs = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    /** An empty store by the system's clock. */
    public MemoryBlobStore() {
        this(InstantSource.system());
    }

    /** An empty store by this clock. */
    public MemoryBlobStore(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public boolean write(BlobId blob, int index, byte[] chunk) {
        if (index < 0 || chunk.length == 0 || chunk.length > CHUNK_BYTES) {
            throw new IllegalArgumentException("a chunk has an index from 0 and 1 to " + CHUNK_BYTES + " bytes");
        }
        return blobs.computeIfAbsent(blob, unused -> new Blob(clock.instant(), new ConcurrentSkipListMap<>()))
                        .chunks()
                        .putIfAbsent(index, chunk.clone())
                == null;
    }

    @Override
    public Optional<byte[]> read(BlobId blob, int index) {
        Blob known = blobs.get(blob);
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.chunks().get(index)).map(byte[]::clone);
    }

    @Override
    public int countChunks(BlobId blob) {
        Blob known = blobs.get(blob);
        return known == null ? 0 : known.chunks().size();
    }

    @Override
    public void delete(BlobId blob) {
        blobs.remove(blob);
    }

    @Override
    public List<StoredBlob> list(@Nullable BlobId after, int limit) {
        return (after == null ? blobs : blobs.tailMap(after, false))
                .entrySet().stream()
                        .limit(limit)
                        .map(blob ->
                                new StoredBlob(blob.getKey(), blob.getValue().startedAt()))
                        .toList();
    }

    private record Blob(Instant startedAt, ConcurrentNavigableMap<Integer, byte[]> chunks) {}
}
