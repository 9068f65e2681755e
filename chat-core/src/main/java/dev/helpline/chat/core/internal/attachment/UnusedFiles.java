package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.StoredBlob;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what no message will name: files that were uploaded and not used, uploads that broke off, and blobs whose upload the store does
 * not have. Works in small batches; several nodes may do it at the same time. Confined to the housekeeping.
 */
public final class UnusedFiles {
    /**
     * How long after it is due a file is deleted. No message may name a file that is due, so by then the last commit that could name it is
     * over: it takes 5 minutes at most, and the clocks of nodes differ by seconds.
     */
    static final Duration MARGIN = Duration.ofHours(1);

    private static final int BATCH = 100;

    private final Node node;
    private final Uploads uploads;
    private final BlobStore blobs;
    private final Duration lifetime;

    /** The blob up to which all were looked at; null at the beginning. */
    private @Nullable BlobId looked;

    /** Collects files of these uploads. */
    public UnusedFiles(Node node, Uploads uploads, BlobStore blobs, AttachmentPolicy policy) {
        this.node = node;
        this.uploads = uploads;
        this.blobs = blobs;
        this.lifetime = policy.unusedLifetime();
    }

    /** Looks at the next batch of uploads that are due, and at the next batch of blobs. */
    public void collect() {
        Instant before = node.clock().instant().minus(MARGIN);
        node.store().dueUploads(before, BATCH).forEach(this::settle);
        deleteUnknownBlobs(before.minus(lifetime));
    }

    private void settle(Upload upload) {
        if (node.store().messagesWith(upload.session(), List.of(upload.id())).isEmpty()) {
            uploads.delete(upload);
        } else {
            node.store().keepUpload(upload.session(), upload.id());
        }
    }

    private void deleteUnknownBlobs(Instant startedBefore) {
        List<StoredBlob> batch = blobs.list(looked, BATCH);
        List<BlobId> old = batch.stream()
                .filter(blob -> blob.startedAt().isBefore(startedBefore))
                .map(StoredBlob::id)
                .toList();
        Set<BlobId> known = old.isEmpty() ? Set.of() : node.store().blobsOfUploads(old);
        old.stream().filter(blob -> !known.contains(blob)).forEach(blobs::delete);
        looked = batch.size() < BATCH ? null : batch.get(batch.size() - 1).id();
    }
}
