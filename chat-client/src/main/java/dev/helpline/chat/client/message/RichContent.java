package dev.helpline.chat.client.message;

import dev.helpline.chat.client.internal.Json;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an app shows in place of a message's text if it knows the type and the version, such as a card with buttons. An app that does not
 * shows the text. Immutable.
 *
 * <p>The server has checked the types of the protocol ({@code card}, {@code buttons}, {@code link} and {@code image}, version 1). Of all other
 * types it knows nothing: an app checks them itself, addresses above all.
 */
public final class RichContent {
    private final String type;
    private final int version;
    private final Map<String, ?> data;

    /** For the SDK: reads it from a response. */
    public RichContent(JsonFields json) {
        type = json.text("type");
        version = json.integer("version");
        data = json.map("data");
    }

    private RichContent(String type, int version, Map<String, ?> data) {
        this.type = Objects.requireNonNull(type, "type");
        this.version = version;
        this.data = Json.copy(data);
    }

    /**
     * Returns content to send.
     *
     * @param type {@code card}, {@code buttons}, {@code link}, {@code image} or a type of the host's
     * @param version from 1
     * @param data strings, numbers, booleans, lists and maps; at most 8192 characters as JSON
     */
    public static RichContent of(String type, int version, Map<String, ?> data) {
        return new RichContent(type, version, data);
    }

    /** The name of the type. */
    public String type() {
        return type;
    }

    /** The version of the type's format. */
    public int version() {
        return version;
    }

    /** The content, as plain values, lists and maps. */
    public Map<String, ?> data() {
        return data;
    }

    /** For the SDK: returns it as a part of a request. */
    public JsonBody toJson() {
        return new JsonBody().put("type", type).put("version", version).put("data", data);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RichContent)) {
            return false;
        }
        RichContent that = (RichContent) other;
        return type.equals(that.type) && version == that.version && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, version, data);
    }

    /** The type and the version; never the content. */
    @Override
    public String toString() {
        return "RichContent{type=" + type + ", version=" + version + "}";
    }
}
