package dev.helpline.chat.client.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object of a request, written field by field; a field without a value is left out. Not thread-safe. */
public final class JsonBody {
    private final ObjectNode node = Json.object();

    /** Adds a text. */
    public JsonBody put(String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    /** Adds a number; null leaves the field out. */
    public JsonBody put(String name, @Nullable Long value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    /** Adds an integer. */
    public JsonBody put(String name, int value) {
        node.put(name, value);
        return this;
    }

    /** Adds a boolean. */
    public JsonBody put(String name, @Nullable Boolean value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    /** Adds an instant, as ISO-8601 in UTC at millisecond precision. */
    public JsonBody put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : Json.text(value));
    }

    /** Adds an object. */
    public JsonBody put(String name, @Nullable JsonBody value) {
        if (value != null) {
            node.set(name, value.node);
        }
        return this;
    }

    /** Adds an array of texts, unless it would be empty. */
    public JsonBody put(String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
        return this;
    }

    /** Adds an array of objects, unless it would be empty. */
    public JsonBody putAll(String name, List<JsonBody> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(value -> array.add(value.node));
        }
        return this;
    }

    /** Adds an object of plain values; throws {@link IllegalArgumentException} if one of them has no JSON form. */
    public JsonBody put(String name, @Nullable Map<String, ?> value) {
        if (value != null) {
            node.set(name, Json.tree(value));
        }
        return this;
    }

    /** Returns the object for Jackson. */
    public ObjectNode node() {
        return node;
    }
}
