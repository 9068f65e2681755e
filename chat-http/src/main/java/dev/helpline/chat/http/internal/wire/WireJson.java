package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads JSON strictly and writes it safely for markup, with a mapper of its own that the host cannot change. */
public final class WireJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_NAME = 128;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_TOKENS = 10_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private WireJson() {}

    /** Reads a JSON object in strict UTF-8; empty if the bytes are anything else or exceed the limits. */
    public static Optional<ObjectNode> readObject(byte[] bytes) {
        return Utf8.decode(bytes).flatMap(WireJson::readObject);
    }

    public static Optional<ObjectNode> readObject(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object && isSound(object)
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException | NumberFormatException | ArithmeticException malformed) {
            return Optional.empty();
        }
    }

    /** The node as text, without whitespace between its parts. */
    static String text(JsonNode node) {
        return node.toString();
    }

    /** A copy of the node with the names of every object, at any depth, in the order of their UTF-16 code units. */
    static JsonNode inOrderOfNames(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode ordered = MAPPER.createObjectNode();
            new TreeSet<>(fieldNames(object)).forEach(name -> ordered.set(name, inOrderOfNames(object.get(name))));
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode ordered = MAPPER.createArrayNode();
            array.forEach(item -> ordered.add(inOrderOfNames(item)));
            return ordered;
        }
        return node;
    }

    private static List<String> fieldNames(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a reply cannot be written", unwritable);
        }
    }

    public static String writeText(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a frame cannot be written", unwritable);
        }
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .characterEscapes(new MarkupEscapes())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
    }

    private static boolean isSound(JsonNode node) {
        if (node.isTextual()) {
            return Utf8.isSound(node.textValue());
        }
        if (node.properties().stream().anyMatch(field -> !Utf8.isSound(field.getKey()))) {
            return false;
        }
        for (JsonNode child : node) {
            if (!isSound(child)) {
                return false;
            }
        }
        return true;
    }
}
