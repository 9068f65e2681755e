package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A file that the server has, as it judged it by its content. Immutable. */
public final class Attachment {
    private final String attachmentId;
    private final String name;
    private final String type;
    private final long size;
    private final @Nullable String sha256;
    private final @Nullable Integer width;
    private final @Nullable Integer height;

    /** For the SDK: reads it from a response. */
    public Attachment(JsonFields json) {
        attachmentId = json.text("attachmentId");
        name = json.text("name");
        type = json.text("type");
        size = json.number("size");
        sha256 = json.textOrNull("sha256");
        width = json.integerOrNull("width");
        height = json.integerOrNull("height");
    }

    /** For the SDK: writes it as {@link #Attachment(JsonFields)} reads it. */
    public JsonBody toJson() {
        return new JsonBody()
                .put("attachmentId", attachmentId)
                .put("name", name)
                .put("type", type)
                .put("size", Long.valueOf(size))
                .put("sha256", sha256)
                .put("width", width == null ? null : Long.valueOf(width))
                .put("height", height == null ? null : Long.valueOf(height));
    }

    /** The id of the file, unique in its session. */
    public String attachmentId() {
        return attachmentId;
    }

    /** The name that the sender gave it, without path and control characters. For display; it is not the name of a local file. */
    public String name() {
        return name;
    }

    /** The media type of its content, such as {@code image/png}. */
    public String type() {
        return type;
    }

    /** Its length in bytes. */
    public long size() {
        return size;
    }

    /** The SHA-256 digest of its content, in lower-case hexadecimal digits; absent if the server does not say. */
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** The width of an image in pixels, by its header; absent for other files. */
    public OptionalInt width() {
        return width == null ? OptionalInt.empty() : OptionalInt.of(width);
    }

    /** The height of an image in pixels, by its header; absent for other files. */
    public OptionalInt height() {
        return height == null ? OptionalInt.empty() : OptionalInt.of(height);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Attachment)) {
            return false;
        }
        Attachment that = (Attachment) other;
        return attachmentId.equals(that.attachmentId)
                && name.equals(that.name)
                && type.equals(that.type)
                && size == that.size
                && Objects.equals(sha256, that.sha256)
                && Objects.equals(width, that.width)
                && Objects.equals(height, that.height);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attachmentId, size);
    }

    @Override
    public String toString() {
        return "Attachment{attachmentId=" + attachmentId + ", type=" + type + ", size=" + size + "}";
    }
}
