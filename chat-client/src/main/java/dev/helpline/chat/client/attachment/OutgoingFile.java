package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.JsonBody;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file to upload. The SDK reads it part by part, and each part anew from its source, so it never has a whole file in memory, and a part can
 * be sent again. The content must not change until the file is uploaded. Immutable.
 */
public final class OutgoingFile {
    private final String name;
    private final long size;
    private final Content content;
    private final @Nullable String type;
    private final @Nullable String attachmentId;
    private final @Nullable File file;

    /** Where the bytes of a file come from, such as {@code () -> resolver.openInputStream(uri)} on Android. Must be thread-safe. */
    @FunctionalInterface
    public interface Content {
        /**
         * Opens the content from its beginning. The SDK skips what it does not need and closes the stream. It calls this once per part, on a
         * thread of the HTTP client, so a stream that skips quickly, like that of a file, is best.
         *
         * @throws IOException if the content is not there any more; the upload then fails
         */
        InputStream open() throws IOException;
    }

    private OutgoingFile(Builder builder) {
        name = builder.name;
        size = builder.size;
        content = builder.content;
        type = builder.type;
        attachmentId = builder.attachmentId;
        file = builder.file;
    }

    /**
     * Returns a file of this device, under its own name. Its length counts as of now.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static OutgoingFile of(File file) {
        if (!file.isFile()) {
            throw new IllegalArgumentException("file must be an existing file");
        }
        return at(file, file.getName(), file.length()).build();
    }

    /** For the SDK: starts a builder of a file that may not exist any more. */
    public static Builder at(File file, String name, long size) {
        Builder builder = builder(name, size, () -> new FileInputStream(file));
        builder.file = file;
        return builder;
    }

    /**
     * Starts a builder.
     *
     * @param name the name that readers are shown
     * @param size the number of bytes that {@code content} has, at least 0; the server rejects an empty file
     * @param content the bytes
     */
    public static Builder builder(String name, long size, Content content) {
        return new Builder(name, size, content);
    }

    /** Returns a builder with the parts of this file, for a copy that differs. */
    public Builder newBuilder() {
        Builder builder = new Builder(name, size, content);
        builder.type = type;
        builder.attachmentId = attachmentId;
        builder.file = file;
        return builder;
    }

    /** The name that readers are shown. */
    public String name() {
        return name;
    }

    /** Its length in bytes. */
    public long size() {
        return size;
    }

    /** The media type that the app believes it to have; the server judges by the content. */
    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    /** The id of its upload. */
    public Optional<String> attachmentId() {
        return Optional.ofNullable(attachmentId);
    }

    /** The file of this device; absent if it was not made by {@link #of(File)}. */
    public Optional<File> file() {
        return Optional.ofNullable(file);
    }

    /** Opens the content from its beginning. */
    public InputStream open() throws IOException {
        return content.open();
    }

    /** For the SDK: returns the body of the request that starts the upload. */
    public JsonBody toJson(String sessionId) {
        return new JsonBody()
                .put("sessionId", Ids.require(sessionId, "sessionId"))
                .put("attachmentId", attachmentId)
                .put("name", name)
                .put("size", Long.valueOf(size))
                .put("type", type);
    }

    @Override
    public String toString() {
        return "OutgoingFile{attachmentId=" + attachmentId + ", size=" + size + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final long size;
        private final Content content;
        private @Nullable String type;
        private @Nullable String attachmentId;
        private @Nullable File file;

        private Builder(String name, long size, Content content) {
            if (size < 0) {
                throw new IllegalArgumentException("size must be >= 0, was " + size);
            }
            this.name = Objects.requireNonNull(name, "name");
            this.size = size;
            this.content = Objects.requireNonNull(content, "content");
        }

        /** See {@link OutgoingFile#type()}. Default: not said. */
        public Builder type(String type) {
            this.type = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * The id of the upload, unique in the session. An app that keeps it can go on with the upload after a restart. Default: the SDK makes
         * one.
         *
         * @throws IllegalArgumentException if it is not a valid id
         */
        public Builder attachmentId(String attachmentId) {
            this.attachmentId = Ids.require(attachmentId, "attachmentId");
            return this;
        }

        /** Makes the OutgoingFile; the builder can be used again. */
        public OutgoingFile build() {
            return new OutgoingFile(this);
        }
    }
}
