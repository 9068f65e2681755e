package dev.helpline.chat.spi.upload;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is known of uploaded files; a {@link BlobStore} keeps their content.
 *
 * <p>Thread-safe. Every read sees all that was written before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
public interface UploadStore {
    /** Returns the upload of this session with exactly this id. */
    Optional<Upload> findUpload(SessionId session, AttachmentId id);

    /** Returns the uploads of this session with exactly these ids, at most 100; ids that no upload has are left out. */
    Map<AttachmentId, Upload> findUploads(SessionId session, Collection<AttachmentId> ids);

    /**
     * Stores a new upload, unless its session has one with its id.
     *
     * @return the upload that is stored: this one, or the one that was there before and stays as it is
     * @throws IllegalArgumentException if a text breaks its limit; see {@link dev.helpline.chat.spi.store.TextLimits}
     */
    Upload addUpload(Upload upload);

    /**
     * Stores what a complete upload became, and when it is due. No effect if the upload was deleted or is complete already.
     *
     * @return whether it was stored
     */
    boolean completeUpload(Upload complete);

    /** A message names the upload: it is not due any more. No effect if the upload does not exist. */
    void keepUpload(SessionId session, AttachmentId id);

    /** Deletes an upload. No effect if it does not exist. */
    void deleteUpload(SessionId session, AttachmentId id);

    /** Returns the sum of the sizes of all uploads of this session. */
    long uploadedBytes(SessionId session);

    /** Returns the sum of the sizes of all uploads of this participant, in any session. */
    long uploadedBytes(ParticipantType ownerType, String owner);

    /** Returns uploads that were due before this instant, the longest due first, at most {@code limit}. */
    List<Upload> dueUploads(Instant before, int limit);

    /** Returns those of these blobs, at most 1000, that belong to an upload. */
    Set<BlobId> blobsOfUploads(Collection<BlobId> blobs);
}
