package dev.helpline.chat.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of JSON Schema that our OpenAPI document speaks, and no more: an unknown keyword is an error, so that none is
 * silently without effect. Strict: an object may have no property the schema does not name, if it names any.
 */
final class JsonSchema {
    private static final Set<String> ANNOTATIONS = Set.of("description", "examples", "default", "format");

    private final JsonNode document;
    private final List<String> violations = new ArrayList<>();

    private JsonSchema(JsonNode document) {
        this.document = document;
    }

    /** The violations of {@code value}; empty if it is valid. */
    static List<String> violations(JsonNode document, JsonNode schema, JsonNode value) {
        JsonSchema check = new JsonSchema(document);
        check.check(schema, value, "$");
        return check.violations;
    }

    /** The node a reference within the document points to, or the node itself. */
    static JsonNode resolve(JsonNode document, JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        JsonNode target = document.at(node.get("$ref").asText().substring(1));
        if (target.isMissingNode()) {
            throw new IllegalStateException("nothing at " + node.get("$ref"));
        }
        return target;
    }

    private void check(JsonNode reference, JsonNode value, String at) {
        JsonNode schema = resolve(document, reference);
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!ANNOTATIONS.contains(keyword.getKey())) {
                checkKeyword(schema, keyword.getKey(), keyword.getValue(), value, at);
            }
        }
    }

    private void checkKeyword(JsonNode schema, String keyword, JsonNode rule, JsonNode value, String at) {
        switch (keyword) {
            case "type" -> require(isOfType(rule.asText(), value), at, "is no " + rule.asText());
            case "enum" -> require(contains(rule, value), at, "is none of " + rule);
            case "pattern" ->
                require(
                        !value.isTextual()
                                || Pattern.compile(rule.asText())
                                        .matcher(value.asText())
                                        .find(),
                        at,
                        "is spelled wrong: " + value);
            case "minimum" -> require(!value.isNumber() || value.asLong() >= rule.asLong(), at, "is less than " + rule);
            case "maximum" -> require(!value.isNumber() || value.asLong() <= rule.asLong(), at, "is more than " + rule);
            case "maxLength" ->
                require(!value.isTextual() || value.asText().length() <= rule.asInt(), at, "is longer than " + rule);
            case "minItems" -> require(!value.isArray() || value.size() >= rule.asInt(), at, "has fewer than " + rule);
            case "maxItems" -> require(!value.isArray() || value.size() <= rule.asInt(), at, "has more than " + rule);
            case "required" -> rule.forEach(name -> require(value.has(name.asText()), at, "lacks " + name));
            case "items" -> checkItems(rule, value, at);
            case "properties" -> checkProperties(rule, value, at);
            case "additionalProperties" ->
                value.properties().forEach(property -> check(rule, property.getValue(), at + "." + property.getKey()));
            default -> throw new IllegalStateException("unknown keyword " + keyword + " in " + schema);
        }
    }

    private void checkItems(JsonNode rule, JsonNode value, String at) {
        for (int i = 0; i < value.size(); i++) {
            check(rule, value.get(i), at + "[" + i + "]");
        }
    }

    private void checkProperties(JsonNode rule, JsonNode value, String at) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            JsonNode schema = rule.get(property.getKey());
            if (schema == null) {
                violations.add(at + " has the undocumented property " + property.getKey());
            } else {
                check(schema, property.getValue(), at + "." + property.getKey());
            }
        }
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode allowed : values) {
            if (allowed.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void require(boolean condition, String at, String violation) {
        if (!condition) {
            violations.add(at + " " + violation);
        }
    }
}
