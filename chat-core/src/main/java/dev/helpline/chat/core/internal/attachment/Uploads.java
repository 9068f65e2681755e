package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.core.attachment.StartUpload;
import dev.helpline.chat.core.attachment.UploadStatus;
import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.policy.AttachmentPolicy;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.upload.Upload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts, completes and cancels uploads. Thread-safe; the calls block. */
public final class Uploads {
    /** Bytes of a blob's id: half of a digest of a random id, so it cannot be guessed. */
    private static final int BLOB_ID_LENGTH = 32;

    private static final int LONGEST_DECLARED_TYPE = 100;

    private final Node node;
    private final FileParts parts;
    private final AttachmentPolicy policy;
    private final IdGenerator ids;

    /** Uploads into the parts' blob store, with their rows in the node's store. */
    public Uploads(Node node, FileParts parts, AttachmentPolicy policy, IdGenerator ids) {
        this.node = node;
        this.parts = parts;
        this.policy = policy;
        this.ids = ids;
    }

    /**
     * Starts an upload of this author, or resumes it.
     *
     * @param admission refuses a new upload, by the state of its session or by a rate limit; not asked for one that is resumed
     */
    public Upload start(StartUpload request, Author author, Supplier<Optional<ChatException>> admission) {
        AttachmentId id = request.id() == null ? new AttachmentId(ids.newId()) : request.id();
        Upload known = node.store().findUpload(request.session(), id).orElse(null);
        if (known == null) {
            checkSize(request.size());
            admission.get().ifPresent(refusal -> {
                throw refusal;
            });
            checkQuotas(request, author);
            known = node.store().addUpload(upload(request, id, author));
        }
        if (!known.isOf(author)
                || known.size() != request.size()
                || !known.name().equals(FileNames.safe(request.name()))) {
            throw new ChatException(
                    ErrorCode.ATTACHMENT_CONFLICT,
                    "another upload of session " + request.session() + " has the id " + id,
                    Map.of("attachmentId", id.value()));
        }
        return known;
    }

    private Upload upload(StartUpload request, AttachmentId id, Author author) {
        String blob = Digests.sha256(request.session().value(), id.value(), ids.newId());
        return Upload.builder(request.session(), id)
                .blob(new BlobId(blob.substring(0, BLOB_ID_LENGTH)))
                .owner(author.type(), Objects.requireNonNull(author.id(), "author id"))
                .name(FileNames.safe(request.name()))
                .size(request.size())
                .declaredType(declaredType(request.declaredType()))
                .dueAt(dueAt())
                .build();
    }

    /** The declared type decides nothing, so one that cannot be stored is left out. */
    private static @Nullable String declaredType(@Nullable String declared) {
        boolean storable = declared != null
                && declared.length() <= LONGEST_DECLARED_TYPE
                && declared.chars().allMatch(c -> c > ' ' && c <= '~');
        return storable ? declared : null;
    }

    private Instant dueAt() {
        return node.clock().instant().plus(policy.unusedLifetime());
    }

    private void checkSize(long size) {
        if (size < 1) {
            throw invalid("size", "a file must have at least one byte");
        }
        if (size > policy.maxFileBytes()) {
            throw tooLarge("a file may have at most " + policy.maxFileBytes() + " bytes", policy.maxFileBytes());
        }
    }

    private void checkQuotas(StartUpload request, Author author) {
        long left = policy.sessionQuotaBytes() - node.store().uploadedBytes(request.session());
        if (request.size() > left) {
            throw tooLarge(
                    "the files of session " + request.session() + " have reached their quota",
                    policy.sessionQuotaBytes());
        }
        if (author.type() == ParticipantType.CUSTOMER) {
            long leftOfCustomer = policy.customerQuotaBytes()
                    - node.store().uploadedBytes(author.type(), Objects.requireNonNull(author.id(), "author id"));
            if (request.size() > leftOfCustomer) {
                throw tooLarge("the files of the customer have reached their quota", policy.customerQuotaBytes());
            }
        }
    }

    /** How many bytes of an upload are stored. */
    public long received(Upload upload) {
        if (upload.attachment() != null) {
            return upload.size();
        }
        long chunks = parts.blobs().countChunks(upload.blob());
        return Math.min(upload.size(), chunks * BlobStore.CHUNK_BYTES);
    }

    /** How far an upload of this author is. */
    public UploadStatus status(SessionId session, AttachmentId id, Author author) {
        Upload upload = own(session, id, author);
        return UploadStatus.builder(upload.size())
                .received(received(upload))
                .attachment(upload.attachment())
                .build();
    }

    /** Deletes an upload of this author. */
    public void cancel(SessionId session, AttachmentId id, Author author) {
        Upload upload = own(session, id, author);
        if (!node.store().messagesWith(session, List.of(id)).isEmpty()) {
            throw new ChatException(
                    ErrorCode.ATTACHMENT_CONFLICT,
                    "a message names the file " + id + " of session " + session,
                    Map.of("attachmentId", id.value()));
        }
        delete(upload);
    }

    /** Returns an upload of this author. */
    public Upload own(SessionId session, AttachmentId id, Author author) {
        return node.store()
                .findUpload(session, id)
                .filter(upload -> upload.isOf(author))
                .orElseThrow(() -> noSuchAttachment(session, id));
    }

    /** The content first: an upload without content can be found and deleted again, content without an upload only by listing all. */
    public void delete(Upload upload) {
        parts.blobs().delete(upload.blob());
        node.store().deleteUpload(upload.session(), upload.id());
    }

    /** Stores a chunk of an upload; a chunk that was stored before stays. */
    void write(Upload upload, int index, byte[] chunk) {
        parts.blobs().write(upload.blob(), index, chunk);
    }

    /** Recognises the file of an upload and has it scanned. A file that is not accepted is deleted. */
    public Attachment complete(Upload started) {
        Upload upload = node.store()
                .findUpload(started.session(), started.id())
                .filter(found -> found.blob().equals(started.blob()))
                .orElseThrow(() -> noSuchAttachment(started.session(), started.id()));
        Attachment done = upload.attachment();
        if (done != null) {
            return done;
        }
        if (parts.blobs().countChunks(upload.blob()) < StoredContent.chunksOf(upload.size())) {
            throw invalid("incomplete", "the file has not arrived completely");
        }
        Attachment attachment = Attachment.builder(upload.id(), upload.blob())
                .name(upload.name())
                .size(upload.size())
                .type(accepted(upload))
                .sha256(sha256(content(upload)))
                .build();
        Upload complete =
                upload.toBuilder().attachment(attachment).dueAt(dueAt()).build();
        return node.store().completeUpload(complete) ? attachment : completedElsewhere(upload);
    }

    /** Another call has completed or cancelled the upload meanwhile. */
    private Attachment completedElsewhere(Upload upload) {
        return node.store()
                .findUpload(upload.session(), upload.id())
                .map(Upload::attachment)
                .orElseThrow(() -> noSuchAttachment(upload.session(), upload.id()));
    }

    private FileType accepted(Upload upload) {
        FileType type = parts.inspector().inspect(content(upload)).orElse(null);
        if (type == null || !policy.types().contains(type.mediaType())) {
            throw rejected(upload, "type", "files of this type are not accepted");
        }
        Integer width = type.width();
        Integer height = type.height();
        if (width != null && height != null && (long) width * height > policy.maxImagePixels()) {
            throw rejected(upload, "dimensions", "an image may have at most " + policy.maxImagePixels() + " pixels");
        }
        if (!parts.scanner().isHarmless(content(upload))) {
            throw rejected(upload, "malware", "the file is not accepted");
        }
        return type;
    }

    private ChatException rejected(Upload upload, String reason, String message) {
        delete(upload);
        return invalid(reason, message);
    }

    private StoredContent content(Upload upload) {
        return new StoredContent(parts.blobs(), upload.blob(), upload.size());
    }

    private static String sha256(StoredContent content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long offset = 0;
            while (offset < content.size()) {
                byte[] part = content.upTo(offset, BlobStore.CHUNK_BYTES);
                digest.update(part);
                offset += part.length;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static ChatException invalid(String reason, String message) {
        return new ChatException(ErrorCode.INVALID_ATTACHMENT, message, Map.of("reason", reason));
    }

    private static ChatException tooLarge(String message, long limit) {
        return new ChatException(ErrorCode.ATTACHMENT_TOO_LARGE, message, Map.of("limitBytes", Long.toString(limit)));
    }

    /** The session has no such file, or the caller may not have it. */
    static ChatException noSuchAttachment(SessionId session, AttachmentId id) {
        return new ChatException(
                ErrorCode.ATTACHMENT_NOT_FOUND,
                "there is no file " + id + " in session " + session,
                Map.of("attachmentId", id.value()));
    }
}
