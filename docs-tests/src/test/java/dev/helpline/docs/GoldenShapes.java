package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JSON on a page looks like a part of a golden body: every field in it is there, too, and holds the same kind of value. */
final class GoldenShapes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenShapes() {}

    static void check(CodeBlock block) {
        JsonNode shown = parse(block.text());

        assertThat(goldenParts().filter(part -> hasShape(part, shown)))
                .as("nothing in docs/protocol/golden looks like %s", block)
                .isNotEmpty();
    }

    private static Stream<JsonNode> goldenParts() {
        return Docs.files(
                        Docs.ROOT.resolve("docs/protocol/golden"),
                        file -> file.toString().endsWith(".json"))
                .stream()
                .flatMap(file -> parts(parse(Docs.read(file))).stream());
    }

    private static List<JsonNode> parts(JsonNode whole) {
        List<JsonNode> parts = new ArrayList<>(List.of(whole));
        whole.forEach(part -> parts.addAll(parts(part)));
        return parts;
    }

    private static boolean hasShape(JsonNode golden, JsonNode shown) {
        if (golden.getNodeType() != shown.getNodeType()) {
            return false;
        }
        if (shown.isArray()) {
            return shown.isEmpty() || (!golden.isEmpty() && hasShape(golden.get(0), shown.get(0)));
        }
        return shown.properties().stream()
                .allMatch(
                        field -> golden.has(field.getKey()) && hasShape(golden.get(field.getKey()), field.getValue()));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
