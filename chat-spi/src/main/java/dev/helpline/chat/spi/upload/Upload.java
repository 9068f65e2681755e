package dev.helpline.chat.spi.upload;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that a participant uploads or has uploaded to a session. Thread-safe: immutable.
 */
public final class Upload {
    private final SessionId session;
    private final AttachmentId id;
    private final BlobId blob;
    private final ParticipantType ownerType;
    private final String owner;
    private final String name;
    private final long size;
    private final @Nullable String declaredType;
    private final @Nullable Instant dueAt;
    private final @Nullable Attachment attachment;

    private Upload(Builder builder) {
        session = builder.session;
        id = builder.id;
        blob = Objects.requireNonNull(builder.blob, "blob");
        ownerType = Objects.requireNonNull(builder.ownerType, "ownerType");
        owner = Objects.requireNonNull(builder.owner, "owner");
        name = Objects.requireNonNull(builder.name, "name");
        size = Checks.within("size", builder.size, 1, Long.MAX_VALUE);
        declaredType = builder.declaredType;
        dueAt = Checks.millisOrNull(builder.dueAt);
        attachment = builder.attachment;
        Checks.require(
                attachment == null
                        || (attachment.id().equals(id) && attachment.blob().equals(blob)),
                "an upload becomes the attachment of its id and blob");
    }

    /** Returns a builder of an upload that is not complete; the caller has to set blob, owner, name and size. */
    public static Builder builder(SessionId session, AttachmentId id) {
        return new Builder(session, id);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session to whose messages it can be attached. */
    public SessionId session() {
        return session;
    }

    /** Unique within the session. */
    public AttachmentId id() {
        return id;
    }

    /** Where its content is; no other upload has the same blob. */
    public BlobId blob() {
        return blob;
    }

    /** Whether a customer or an agent uploads it. */
    public ParticipantType ownerType() {
        return ownerType;
    }

    /** The id of the participant who uploads it, at most 128 characters. */
    public String owner() {
        return owner;
    }

    /** The name, made safe; see {@link Attachment#name()}. */
    public String name() {
        return name;
    }

    /** The number of bytes that the file has when it is complete, at least 1. */
    public long size() {
        return size;
    }

    /** The media type that the client declared, which decides nothing; at most 100 characters of printable ASCII; null if it did not. */
    public @Nullable String declaredType() {
        return declaredType;
    }

    /** When it is to be deleted unless a message names it by then; null if a message names it. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** What messages can name; null while the file is not complete and accepted. */
    public @Nullable Attachment attachment() {
        return attachment;
    }

    /**
     * Returns whether this participant uploads it. A session has one customer, so what a guest has uploaded is the customer's as whom the
     * guest signs in.
     */
    public boolean isOf(Author author) {
        return ownerType == author.type() && (ownerType == ParticipantType.CUSTOMER || owner.equals(author.id()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Upload that
                && session.equals(that.session)
                && id.equals(that.id)
                && blob.equals(that.blob)
                && ownerType == that.ownerType
                && owner.equals(that.owner)
                && name.equals(that.name)
                && size == that.size
                && Objects.equals(declaredType, that.declaredType)
                && Objects.equals(dueAt, that.dueAt)
                && Objects.equals(attachment, that.attachment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, id);
    }

    /** The ids and the size; never the name. */
    @Override
    public String toString() {
        return "Upload[" + session + " " + id + " " + size + " bytes]";
    }

    /** Builds an {@link Upload}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final AttachmentId id;
        private @Nullable BlobId blob;
        private @Nullable ParticipantType ownerType;
        private @Nullable String owner;
        private @Nullable String name;
        private long size;
        private @Nullable String declaredType;
        private @Nullable Instant dueAt;
        private @Nullable Attachment attachment;

        private Builder(SessionId session, AttachmentId id) {
            this.session = Objects.requireNonNull(session, "session");
            this.id = Objects.requireNonNull(id, "id");
        }

        private Builder(Upload upload) {
            session = upload.session;
            id = upload.id;
            blob = upload.blob;
            ownerType = upload.ownerType;
            owner = upload.owner;
            name = upload.name;
            size = upload.size;
            declaredType = upload.declaredType;
            dueAt = upload.dueAt;
            attachment = upload.attachment;
        }

        /** See {@link Upload#blob()}. Required. */
        public Builder blob(BlobId value) {
            blob = Objects.requireNonNull(value, "blob");
            return this;
        }

        /** See {@link Upload#ownerType()} and {@link Upload#owner()}. Required. */
        public Builder owner(ParticipantType type, String value) {
            ownerType = Objects.requireNonNull(type, "type");
            owner = Objects.requireNonNull(value, "owner");
            return this;
        }

        /** See {@link Upload#name()}. Required. */
        public Builder name(String value) {
            name = Objects.requireNonNull(value, "name");
            return this;
        }

        /** See {@link Upload#size()}. Required. */
        public Builder size(long value) {
            size = value;
            return this;
        }

        /** See {@link Upload#declaredType()}. Default: none. */
        public Builder declaredType(@Nullable String value) {
            declaredType = value;
            return this;
        }

        /** See {@link Upload#dueAt()}. Default: none. */
        public Builder dueAt(@Nullable Instant value) {
            dueAt = value;
            return this;
        }

        /** See {@link Upload#attachment()}. Default: none. */
        public Builder attachment(@Nullable Attachment value) {
            attachment = value;
            return this;
        }

        /** Returns the upload. */
        public Upload build() {
            return new Upload(this);
        }
    }
}
