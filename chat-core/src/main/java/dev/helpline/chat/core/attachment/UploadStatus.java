package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.attachment.Attachment;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far an upload is. Thread-safe: immutable. */
public final class UploadStatus {
    private final long received;
    private final long size;
    private final @Nullable Attachment attachment;

    private UploadStatus(Builder builder) {
        received = builder.received;
        size = builder.size;
        attachment = builder.attachment;
    }

    /**
     * Returns a builder of the status of an upload of which nothing is stored yet.
     *
     * @param size how many bytes the file has; at least 0
     */
    public static Builder builder(long size) {
        return new Builder(size);
    }

    /** How many bytes of the file are stored; an upload is resumed from there. */
    public long received() {
        return received;
    }

    /** How many bytes the file has. */
    public long size() {
        return size;
    }

    /** The result of an upload that was finished; empty before. */
    public Optional<Attachment> attachment() {
        return Optional.ofNullable(attachment);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof UploadStatus that
                        && received == that.received
                        && size == that.size
                        && Objects.equals(attachment, that.attachment));
    }

    @Override
    public int hashCode() {
        return Objects.hash(received, size, attachment);
    }

    @Override
    public String toString() {
        return "UploadStatus[" + received + " of " + size + " bytes"
                + (attachment == null ? "" : ", " + attachment.id()) + "]";
    }

    /** Builds an {@link UploadStatus}. Not thread-safe. */
    public static final class Builder {
        private final long size;
        private long received;
        private @Nullable Attachment attachment;

        private Builder(long size) {
            Checks.require(size >= 0, "a file has at least 0 bytes");
            this.size = size;
        }

        /** See {@link UploadStatus#received()}. Default: 0. */
        public Builder received(long value) {
            received = value;
            return this;
        }

        /** See {@link UploadStatus#attachment()}. Default: none. */
        public Builder attachment(@Nullable Attachment value) {
            attachment = value;
            return this;
        }

        /**
         * Returns the status.
         *
         * @throws IllegalArgumentException if more is stored than the file has, or less than nothing
         */
        public UploadStatus build() {
            Checks.require(received >= 0 && received <= size, "what is stored is a part of the file");
            return new UploadStatus(this);
        }
    }
}
