package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Each JSON value on a page looks like a part of a golden body or frame: every field in it is there, too, and holds the same kind of value. */
final class GoldenShapes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenShapes() {}

    static void check(CodeBlock block) {
        for (JsonNode shown : parseAll(block.text())) {
            assertThat(goldenParts().filter(part -> hasShape(part, shown)))
                    .as("nothing in docs/protocol/golden or frames looks like %s of %s", shown, block)
                    .isNotEmpty();
        }
    }

    private static Stream<JsonNode> goldenParts() {
        return Stream.of("docs/protocol/golden", "docs/protocol/frames")
                .flatMap(folder ->
                        Docs.files(
                                Docs.ROOT.resolve(folder),
                                file -> file.toString().endsWith(".json"))
                                .stream())
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

    private static List<JsonNode> parseAll(String json) {
        try {
            return JSON.readerFor(JsonNode.class).<JsonNode>readValues(json).readAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
