package dev.helpline.chat.spi.attachment;

import java.time.Instant;
import java.util.Objects;

/**
 * A blob that a blob store has, complete or not.
 *
 * @param id names it
 * @param startedAt when its first chunk was written, by the clock of the blob store; a later instant is allowed, an earlier one is not
 */
public record StoredBlob(BlobId id, Instant startedAt) {
    /** Checks presence only. */
    public StoredBlob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
