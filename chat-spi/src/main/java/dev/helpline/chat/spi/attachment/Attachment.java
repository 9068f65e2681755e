package dev.helpline.chat.spi.attachment;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is complete and was accepted, as a message names it. Its content is in a {@link BlobStore}. Thread-safe: immutable.
 */
public final class Attachment {
    private final AttachmentId id;
    private final BlobId blob;
    private final String name;
    private final long size;
    private final FileType type;
    private final String sha256;

    private Attachment(Builder builder) {
        id = builder.id;
        blob = builder.blob;
        name = Objects.requireNonNull(builder.name, "name");
        size = Checks.within("size", builder.size, 1, Long.MAX_VALUE);
        type = Objects.requireNonNull(builder.type, "type");
        sha256 = Objects.requireNonNull(builder.sha256, "sha256");
    }

    /** Returns a builder of an attachment; the caller has to set everything else. */
    public static Builder builder(AttachmentId id, BlobId blob) {
        return new Builder(id, blob);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(id, blob).name(name).size(size).type(type).sha256(sha256);
    }

    /** Unique within its session. */
    public AttachmentId id() {
        return id;
    }

    /** Where its content is. Not for clients. */
    public BlobId blob() {
        return blob;
    }

    /**
     * The name that the uploading client gave, made safe: one line without path, control characters and bidirectional controls, 1 to 255
     * code points. It still may be misleading: the {@link #type()} tells what the file is.
     */
    public String name() {
        return name;
    }

    /** The number of bytes, at least 1. */
    public long size() {
        return size;
    }

    /** What the file is, judged by its content. */
    public FileType type() {
        return type;
    }

    /** SHA-256 (FIPS 180-4) of the content, as 64 hexadecimal digits in lower case. */
    public String sha256() {
        return sha256;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Attachment that
                && id.equals(that.id)
                && blob.equals(that.blob)
                && name.equals(that.name)
                && size == that.size
                && type.equals(that.type)
                && sha256.equals(that.sha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, blob);
    }

    /** The id, the type and the size; never the name. */
    @Override
    public String toString() {
        return "Attachment[" + id + " " + type.mediaType() + " " + size + " bytes]";
    }

    /** Builds an {@link Attachment}. Not thread-safe. */
    public static final class Builder {
        private final AttachmentId id;
        private final BlobId blob;
        private @Nullable String name;
        private long size;
        private @Nullable FileType type;
        private @Nullable String sha256;

        private Builder(AttachmentId id, BlobId blob) {
            this.id = Objects.requireNonNull(id, "id");
            this.blob = Objects.requireNonNull(blob, "blob");
        }

        /** See {@link Attachment#name()}. Required. */
        public Builder name(String value) {
            name = Objects.requireNonNull(value, "name");
            return this;
        }

        /** See {@link Attachment#size()}. Required. */
        public Builder size(long value) {
            size = value;
            return this;
        }

        /** See {@link Attachment#type()}. Required. */
        public Builder type(FileType value) {
            type = Objects.requireNonNull(value, "type");
            return this;
        }

        /** See {@link Attachment#sha256()}. Required. */
        public Builder sha256(String value) {
            sha256 = Objects.requireNonNull(value, "sha256");
            return this;
        }

        /** Returns the attachment. */
        public Attachment build() {
            return new Attachment(this);
        }
    }
}
