package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.http.internal.wire.RawJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The OpenAPI document, as something replies are held against. */
final class OpenApiContract {
    static final JsonNode DOCUMENT = Reply.parse(new String(RawJson.openApi().json(), UTF_8));

    private OpenApiContract() {}

    /** The operations by {@code METHOD path}. */
    static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return operations;
    }

    static JsonNode operation(String operation) {
        return Objects.requireNonNull(operations().get(operation), operation);
    }

    /** The violations of a request body; empty if it is valid. */
    static List<String> requestViolations(String operation, JsonNode body) {
        JsonNode schema = operation(operation).at("/requestBody/content/application~1json/schema");
        return JsonSchema.violations(DOCUMENT, schema, body);
    }

    /** The violations of a reply; empty if it is valid. */
    static List<String> replyViolations(String operation, int status, JsonNode body) {
        JsonNode declared = operation(operation).at("/responses/" + status);
        if (declared.isMissingNode()) {
            return List.of(operation + " does not declare the status " + status);
        }
        JsonNode content = JsonSchema.resolve(DOCUMENT, declared).path("content");
        JsonNode schema = content.at("/application~1json/schema");
        if (schema.isMissingNode() || (body.isMissingNode() && content.has("text/csv"))) {
            return List.of(); // a file
        }
        return JsonSchema.violations(DOCUMENT, schema, body);
    }
}
