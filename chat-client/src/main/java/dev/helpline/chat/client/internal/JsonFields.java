package dev.helpline.chat.client.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, read field by field. Fields that the SDK does not read are ignored, so it understands newer servers; a
 * field of the wrong type throws {@link Malformed}, which names its path. JSON null is the same as absent.
 *
 * <p>It uses no reflection, so apps need no keep rules for Android's shrinkers.
 */
public final class JsonFields {
    /** A body does not follow the protocol. The message names the path, never a value. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String problem;

        Malformed(String path, String expected) {
            super(path + ": expected " + expected);
            problem = path + ": expected " + expected;
        }

        /** Returns the path and what was expected there. */
        public String problem() {
            return problem;
        }
    }

    private final JsonNode node;
    private final String path;

    /** Reads {@code node}, which stands at {@code path}; throws {@link Malformed} if it is not an object. */
    public JsonFields(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new Malformed(path, "an object");
        }
        this.node = node;
        this.path = path;
    }

    /** Returns the whole object as JSON in ASCII. */
    public String ascii() {
        return Json.ascii(node);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String text(String name) {
        return required(name, textOrNull(name), "a text");
    }

    @Nullable
    public String textOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return check(name, value.isTextual(), "a text", value).textValue();
    }

    public int integer(String name) {
        return required(name, integerOrNull(name), "an integer");
    }

    public @Nullable Integer integerOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return check(name, value.isIntegralNumber() && value.canConvertToInt(), "an integer", value)
                .intValue();
    }

    public long number(String name) {
        return required(name, numberOrNull(name), "an integer");
    }

    public @Nullable Long numberOrNull(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        return check(name, value.isIntegralNumber() && value.canConvertToLong(), "an integer", value)
                .longValue();
    }

    /** A decimal number of any size, as text. */
    public @Nullable BigDecimal decimalOrNull(String name) {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notADecimal) {
            throw new Malformed(path + '.' + name, "a decimal number");
        }
    }

    /** Absent means false. */
    public boolean flag(String name) {
        JsonNode value = value(name);
        return value != null
                && check(name, value.isBoolean(), "a boolean", value).booleanValue();
    }

    public Instant instant(String name) {
        return required(name, instantOrNull(name), "an instant");
    }

    @Nullable
    public Instant instantOrNull(String name) {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new Malformed(path + '.' + name, "an instant");
        }
    }

    /** A time of day. */
    public LocalTime time(String name) {
        try {
            return LocalTime.parse(text(name));
        } catch (DateTimeException notATime) {
            throw new Malformed(path + '.' + name, "a time of day");
        }
    }

    public @Nullable Duration secondsOrNull(String name) {
        Long seconds = numberOrNull(name);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    public @Nullable Duration millisOrNull(String name) {
        Long millis = numberOrNull(name);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    public <T> T named(String name, Function<String, T> names) {
        return names.apply(text(name));
    }

    public <T> @Nullable T namedOrNull(String name, Function<String, T> names) {
        String text = textOrNull(name);
        return text == null ? null : names.apply(text);
    }

    public <T> T object(String name, Function<JsonFields, T> reader) {
        return required(name, objectOrNull(name, reader), "an object");
    }

    public <T> @Nullable T objectOrNull(String name, Function<JsonFields, T> reader) {
        JsonNode value = value(name);
        return value == null ? null : reader.apply(new JsonFields(value, path + '.' + name));
    }

    /** Absent means empty. */
    public <T> List<T> list(String name, Function<JsonFields, T> reader) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array(name)) {
            items.add(reader.apply(new JsonFields(item, path + '.' + name + '[' + items.size() + ']')));
        }
        return Collections.unmodifiableList(items);
    }

    /** Absent means empty; items that are not texts are left out. */
    public List<String> texts(String name) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (item.isTextual()) {
                items.add(item.textValue());
            }
        }
        return Collections.unmodifiableList(items);
    }

    /** Absent means empty. */
    public Map<String, Object> map(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Collections.emptyMap();
        }
        return Json.plainMap(check(name, value.isObject(), "an object", value));
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Collections.emptyList();
        }
        return check(name, value.isArray(), "an array", value);
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T required(String name, @Nullable T value, String expected) {
        if (value == null) {
            throw new Malformed(path + '.' + name, expected);
        }
        return value;
    }

    private JsonNode check(String name, boolean holds, String expected, JsonNode value) {
        if (!holds) {
            throw new Malformed(path + '.' + name, expected);
        }
        return value;
    }
}
