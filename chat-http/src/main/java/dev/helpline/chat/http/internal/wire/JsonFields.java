package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.spi.entry.RichContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** The fields of a JSON object, read with exact types. Null counts as absent; unknown fields are ignored. */
public final class JsonFields {
    private final ObjectNode object;
    private final WireError invalid;

    /** Reads an object whose invalid fields are reported with the code {@code invalid}. */
    public JsonFields(ObjectNode object, WireError invalid) {
        this.object = object;
        this.invalid = invalid;
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> textOf(name, value));
    }

    public String requireText(String name) {
        return require(name, text(name));
    }

    /** An id; {@code maker} throws {@link IllegalArgumentException} with the rule if the text is not a valid id. */
    public <T> Optional<T> id(String name, Function<String, T> maker) {
        return text(name).map(text -> make(name, text, maker));
    }

    /** A list of ids; empty if there is none. */
    public <T> List<T> ids(String name, Function<String, T> maker) {
        List<T> ids = new ArrayList<>();
        for (String text : texts(name)) {
            ids.add(make(name, text, maker));
        }
        return ids;
    }

    public <T> T requireId(String name, Function<String, T> maker) {
        return require(name, id(name, maker));
    }

    /** A client's claim about the time; empty also if the text is not an instant, since a claim may be ignored. */
    public Optional<Instant> claim(String name) {
        return text(name).flatMap(WireTime::parse);
    }

    /** An instant that the server acts on; rejects a text that is not one. */
    public Optional<Instant> instant(String name) {
        return text(name)
                .map(text -> WireTime.parse(text).orElseThrow(() -> refuse(name + " must be an ISO 8601 instant")));
    }

    /** The value that a name stands for; rejects a name that is not in {@code words}. */
    public <T> Optional<T> word(String name, Map<String, T> words) {
        return text(name).map(text -> choose(name, text, words));
    }

    public OptionalInt integer(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        check(value.isIntegralNumber() && value.canConvertToInt(), name + " must be an integer");
        return OptionalInt.of(value.intValue());
    }

    /** A whole number from zero. */
    public long requireWhole(String name) {
        JsonNode value = require(name, value(name));
        check(
                value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0,
                name + " must be a whole number, at least 0");
        return value.longValue();
    }

    /** A value that must be there and be true or false. */
    public boolean requireFlag(String name) {
        return flagOf(name, require(name, value(name)));
    }

    /** An integer that may be larger than an {@code int}. */
    public OptionalLong number(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return OptionalLong.empty();
        }
        check(value.isIntegralNumber() && value.canConvertToLong(), name + " must be an integer");
        return OptionalLong.of(value.longValue());
    }

    public boolean flag(String name) {
        return value(name).map(value -> flagOf(name, value)).orElse(false);
    }

    public Optional<JsonFields> object(String name) {
        return value(name).map(value -> new JsonFields(objectOf(name, value), invalid));
    }

    /**
     * A JSON object as text, with its names in alphabetical order. A client with hash tables may send the same object
     * in another order after a restart, and a repeated message is recognised by its text.
     */
    public Optional<String> json(String name) {
        return value(name).map(value -> WireJson.text(WireJson.inOrderOfNames(objectOf(name, value))));
    }

    /**
     * What clients show in place of a message's text: {@code type}, {@code version} (default 1) and {@code data}, whose rules depend on the
     * type.
     */
    public Optional<RichContent> content(String name) {
        return object(name).map(content -> {
            String type = content.requireText("type");
            int version = content.integer("version").orElse(1);
            String json = content.json("data").orElseThrow(() -> refuse(name + ".data is required"));
            try {
                ContentTypes.check(type, version, content.objectOf("data", content.object.get("data")));
                return new RichContent(type, version, json);
            } catch (ContentTypes.Invalid | IllegalArgumentException invalid) {
                throw refuse(String.valueOf(invalid.getMessage()));
            }
        });
    }

    /** The values of an object, each a text, a number, or true or false, as texts; empty if there is none. */
    public Map<String, String> values(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        value(name)
                .map(value -> objectOf(name, value))
                .ifPresent(node -> node.properties().forEach(field -> {
                    JsonNode value = field.getValue();
                    check(value.isValueNode(), name + " must have plain values");
                    if (!value.isNull()) {
                        values.put(field.getKey(), value.asText());
                    }
                }));
        return values;
    }

    /** An object of lists, whose names and items are words that stand for values; rejects others. Empty if there is none. */
    public <K, V> Map<K, List<V>> lists(String name, Map<String, K> names, Map<String, V> words) {
        Map<K, List<V>> lists = new LinkedHashMap<>();
        value(name).map(value -> objectOf(name, value)).ifPresent(node -> {
            JsonFields fields = new JsonFields(node, invalid);
            node.fieldNames()
                    .forEachRemaining(field -> lists.put(
                            choose("the names of " + name, field, names),
                            fields.texts(field).stream()
                                    .map(text -> choose(name + "." + field, text, words))
                                    .toList()));
        });
        return lists;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(name)) {
            texts.add(textOf(name, item));
        }
        return texts;
    }

    public List<JsonNode> list(String name) {
        List<JsonNode> items = new ArrayList<>();
        value(name).ifPresent(value -> {
            check(value.isArray(), name + " must be a list");
            value.forEach(items::add);
        });
        return items;
    }

    public Refusal refuse(String message) {
        return new Refusal(invalid, message);
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private <T> T require(String name, Optional<T> value) {
        return value.orElseThrow(() -> refuse(name + " is required"));
    }

    private <T> T make(String name, String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException misspelled) {
            // The message of the id's type names the rule and never the value.
            throw refuse(name + ": " + misspelled.getMessage());
        }
    }

    private <T> T choose(String name, String text, Map<String, T> words) {
        T chosen = words.get(text);
        if (chosen == null) {
            throw refuse(name + " must be one of " + String.join(", ", words.keySet()));
        }
        return chosen;
    }

    private String textOf(String name, JsonNode value) {
        check(value.isTextual(), name + " must be a text");
        return value.textValue();
    }

    private boolean flagOf(String name, JsonNode value) {
        check(value.isBoolean(), name + " must be true or false");
        return value.booleanValue();
    }

    private ObjectNode objectOf(String name, JsonNode value) {
        if (value instanceof ObjectNode node) {
            return node;
        }
        throw refuse(name + " must be an object");
    }

    private void check(boolean condition, String rule) {
        if (!condition) {
            throw refuse(rule);
        }
    }
}
