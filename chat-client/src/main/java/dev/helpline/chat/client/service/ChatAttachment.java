package dev.helpline.chat.client.service;

import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.io.File;
import java.io.FileNotFoundException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of a message, as a chat screen shows it: on its way to the server, or there. Immutable. */
public final class ChatAttachment {
    private final String attachmentId;
    private final String name;
    private final long size;
    private final long uploadedBytes;
    private final @Nullable OutgoingFile source;
    private final @Nullable Attachment stored;

    private ChatAttachment(OutgoingFile file, String attachmentId, long uploadedBytes, @Nullable Attachment stored) {
        this.attachmentId = attachmentId;
        this.uploadedBytes = uploadedBytes;
        this.stored = stored;
        name = stored == null ? file.name() : stored.name();
        size = file.size();
        source = file;
    }

    private ChatAttachment(Attachment stored, @Nullable OutgoingFile source) {
        attachmentId = stored.attachmentId();
        name = stored.name();
        size = stored.size();
        uploadedBytes = stored.size();
        this.source = source;
        this.stored = stored;
    }

    /** A file with an id, of which nothing is uploaded yet. */
    static ChatAttachment outgoing(OutgoingFile file) {
        return new ChatAttachment(file, file.attachmentId().orElseThrow(IllegalArgumentException::new), 0, null);
    }

    /**
     * Reads a file from what {@link #toJson} has written. What was not a {@link OutgoingFile#of(File) file of the device} cannot be read any
     * more.
     */
    static ChatAttachment restored(JsonFields json) {
        Attachment stored = json.objectOrNull("stored", Attachment::new);
        OutgoingFile source = json.objectOrNull("source", ChatAttachment::source);
        if (stored != null) {
            return new ChatAttachment(stored, source);
        }
        if (source == null) {
            throw new IllegalArgumentException("a file that is neither on the server nor here");
        }
        return new ChatAttachment(source, json.text("attachmentId"), json.number("uploadedBytes"), null);
    }

    private static OutgoingFile source(JsonFields json) {
        String name = json.text("name");
        long size = json.number("size");
        String path = json.textOrNull("path");
        OutgoingFile.Builder source = path == null
                ? OutgoingFile.builder(name, size, () -> {
                    throw new FileNotFoundException("the content of the file was gone with the process");
                })
                : OutgoingFile.at(new File(path), name, size);
        String type = json.textOrNull("type");
        if (type != null) {
            source.type(type);
        }
        return source.attachmentId(json.text("attachmentId")).build();
    }

    JsonBody toJson() {
        JsonBody json =
                new JsonBody().put("attachmentId", attachmentId).put("uploadedBytes", Long.valueOf(uploadedBytes));
        if (stored != null) {
            json.put("stored", stored.toJson());
        }
        if (source != null) {
            json.put(
                    "source",
                    new JsonBody()
                            .put("attachmentId", attachmentId)
                            .put("name", source.name())
                            .put("size", Long.valueOf(source.size()))
                            .put("type", source.type().orElse(null))
                            .put(
                                    "path",
                                    source.file().map(File::getAbsolutePath).orElse(null)));
        }
        return json;
    }

    static ChatAttachment received(Attachment stored) {
        return new ChatAttachment(stored, null);
    }

    ChatAttachment uploaded(long bytes) {
        return source == null ? this : new ChatAttachment(source, attachmentId, bytes, null);
    }

    ChatAttachment stored(Attachment file) {
        return new ChatAttachment(file, source);
    }

    /** The id of the file, unique in its session. */
    public String attachmentId() {
        return attachmentId;
    }

    /** The name that readers are shown. */
    public String name() {
        return name;
    }

    /** Its length in bytes. */
    public long size() {
        return size;
    }

    /** How many of its bytes the server has stored, from 0 to {@link #size()}. */
    public long uploadedBytes() {
        return uploadedBytes;
    }

    /** The file on this device, for a message that was written with this service. */
    public Optional<OutgoingFile> source() {
        return Optional.ofNullable(source);
    }

    /** The file on the server, with the type that it has by its content; absent until its upload is complete. */
    public Optional<Attachment> stored() {
        return Optional.ofNullable(stored);
    }

    /** The type of the content as far as it is known. */
    Optional<String> type() {
        return stored == null ? source().flatMap(OutgoingFile::type) : Optional.of(stored.type());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ChatAttachment)) {
            return false;
        }
        ChatAttachment that = (ChatAttachment) other;
        return attachmentId.equals(that.attachmentId)
                && name.equals(that.name)
                && size == that.size
                && uploadedBytes == that.uploadedBytes
                && Objects.equals(source, that.source)
                && Objects.equals(stored, that.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attachmentId, uploadedBytes);
    }

    @Override
    public String toString() {
        return "ChatAttachment{attachmentId=" + attachmentId + ", uploadedBytes=" + uploadedBytes + " of " + size + "}";
    }
}
