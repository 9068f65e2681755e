package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.http.internal.wire.RawJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The AsyncAPI document, as something frames are held against. */
final class AsyncApiContract {
    /** Before the names of the server's frames whose type clients use, too. */
    static final String OF_SERVER = "server_";

    private static final String OTHER_DOCUMENT = "openapi.json#";

    /** As it is served. */
    static final JsonNode DOCUMENT = Reply.parse(new String(RawJson.asyncApi().json(), UTF_8));

    private static final JsonNode WITH_SHARED_SCHEMAS = withSharedSchemas();

    private AsyncApiContract() {}

    /** The types of the frames that a channel sends or receives. */
    static Set<String> types(String operation) {
        Set<String> types = new TreeSet<>();
        DOCUMENT.at("/operations/" + operation + "/messages")
                .forEach(
                        message -> types.add(message.get("$ref").asText().replaceFirst(".*/(" + OF_SERVER + ")?", "")));
        return types;
    }

    private static JsonNode withSharedSchemas() {
        ObjectNode document = (ObjectNode) Reply.parse(DOCUMENT.toString().replace(OTHER_DOCUMENT, "#"));
        OpenApiContract.DOCUMENT
                .at("/components/schemas")
                .properties()
                .forEach(schema -> document.withObject("/components/schemas").set(schema.getKey(), schema.getValue()));
        return document;
    }

    /** The violations of a frame of the server; empty if it is valid. */
    static List<String> violations(JsonNode frame) {
        String type = frame.path("type").asText();
        boolean isShared = DOCUMENT.at("/components/messages").has(OF_SERVER + type);
        return violations(isShared ? OF_SERVER + type : type, frame);
    }

    /** The violations of a frame that the document has under this name. */
    static List<String> violations(String type, JsonNode frame) {
        JsonNode schema = WITH_SHARED_SCHEMAS.at("/components/messages/" + type + "/payload");
        return schema.isMissingNode()
                ? List.of("the document has no message " + type)
                : JsonSchema.violations(WITH_SHARED_SCHEMAS, schema, frame);
    }
}
