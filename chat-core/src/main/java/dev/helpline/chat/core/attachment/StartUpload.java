package dev.helpline.chat.core.attachment;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file to upload to a session. Thread-safe: immutable.
 */
public final class StartUpload {
    private final SessionId session;
    private final String name;
    private final long size;
    private final @Nullable AttachmentId id;
    private final @Nullable String declaredType;

    private StartUpload(Builder builder) {
        session = builder.session;
        name = builder.name;
        size = builder.size;
        id = builder.id;
        declaredType = builder.declaredType;
    }

    /**
     * Returns a builder of an upload under an id that the engine makes.
     *
     * @param name the file's name, as the client has it; the engine makes it safe
     * @param size the number of bytes
     */
    public static Builder builder(SessionId session, String name, long size) {
        return new Builder(session, name, size);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The name as the client gave it, of any length and with any characters. */
    public String name() {
        return name;
    }

    /** The number of bytes of the whole file. */
    public long size() {
        return size;
    }

    /** The id that the client made, with which it can resume the upload; null if the engine makes one. */
    public @Nullable AttachmentId id() {
        return id;
    }

    /** The media type that the client declares; it decides nothing. */
    public @Nullable String declaredType() {
        return declaredType;
    }

    /** The session, the id and the size; never the name. */
    @Override
    public String toString() {
        return "StartUpload[" + session + " " + id + " " + size + " bytes]";
    }

    /** Builds a {@link StartUpload}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final String name;
        private final long size;
        private @Nullable AttachmentId id;
        private @Nullable String declaredType;

        private Builder(SessionId session, String name, long size) {
            this.session = Objects.requireNonNull(session, "session");
            this.name = Objects.requireNonNull(name, "name");
            this.size = size;
        }

        /** See {@link StartUpload#id()}. Default: none. */
        public Builder id(@Nullable AttachmentId value) {
            id = value;
            return this;
        }

        /** See {@link StartUpload#declaredType()}. Default: none. */
        public Builder declaredType(@Nullable String value) {
            declaredType = value;
            return this;
        }

        /** Returns the request. */
        public StartUpload build() {
            return new StartUpload(this);
        }
    }
}
