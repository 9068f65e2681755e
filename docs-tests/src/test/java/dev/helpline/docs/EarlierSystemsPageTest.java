package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page about earlier systems says is served here is served: each row names only calls, frames, words and methods that exist. */
class EarlierSystemsPageTest {
    private static final Path PAGE = Docs.ROOT.resolve("docs/seeds.md");
    private static final Path WIRE =
            Docs.ROOT.resolve("chat-http/src/main/resources/dev/helpline/chat/http/internal/wire");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern CALL = Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE) /[^`?]+)[^`]*`");
    private static final Pattern SOCKET = Pattern.compile("`(/[^`]+)`");
    private static final Pattern FRAME = Pattern.compile("frame `(\\w+)`");
    private static final Pattern JAVA = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)\\.(\\w+)`");
    private static final Pattern WORD = Pattern.compile("`([a-z][\\w.]*|[A-Z][A-Z_]+)`");

    private final List<Row> rows = Docs.read(PAGE)
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| theirs |") && !line.startsWith("| ---"))
            .map(Row::of)
            .toList();

    /** A row of a table: what another system has, what takes its place here, and the difference. */
    private record Row(List<String> cells) {
        static Row of(String line) {
            return new Row(
                    Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
                            .map(String::strip)
                            .toList());
        }

        Stream<MatchResult> here(Pattern pattern) {
            return pattern.matcher(cells.get(1)).results();
        }

        Stream<MatchResult> hereAndInTheDifference(Pattern pattern) {
            return pattern.matcher(cells.get(1) + " | " + cells.get(2)).results();
        }
    }

    @Test
    void every_row_says_what_was_there_what_is_here_and_the_difference() {
        assertThat(rows)
                .hasSizeGreaterThan(200)
                .allSatisfy(row -> assertThat(row.cells()).hasSize(3).doesNotContain(""));
    }

    @Test
    void every_call_is_in_the_openapi_document() {
        Set<String> served = calls();

        assertThat(named(Row::hereAndInTheDifference, CALL))
                .hasSizeGreaterThan(25)
                .isSubsetOf(served);
    }

    @Test
    void every_socket_and_frame_is_in_the_asyncapi_document() {
        JsonNode document = json("asyncapi.json");
        List<String> addresses = document.path("channels").findValuesAsText("address");
        Set<String> frames = document.path("components").path("messages").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(named(Row::here, SOCKET)).isNotEmpty().isSubsetOf(addresses);
        assertThat(named(Row::hereAndInTheDifference, FRAME))
                .hasSizeGreaterThan(8)
                .isSubsetOf(frames);
    }

    @Test
    void every_field_word_and_code_is_in_one_of_the_documents() {
        String documents = Docs.read(WIRE.resolve("openapi.json")) + Docs.read(WIRE.resolve("asyncapi.json"));

        assertThat(named(Row::here, WORD))
                .hasSizeGreaterThan(80)
                .allSatisfy(word -> assertThat(word.split("\\.", -1))
                        .allSatisfy(part -> assertThat(documents).contains('"' + part + '"')));
    }

    @Test
    void every_method_is_in_the_sources() {
        List<MatchResult> methods =
                rows.stream().flatMap(row -> row.hereAndInTheDifference(JAVA)).toList();
        Map<String, String> sources = sources(
                methods.stream().map(method -> method.group(1) + ".java").collect(Collectors.toSet()));

        assertThat(methods)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(sources.getOrDefault(method.group(1) + ".java", ""))
                        .as(method.group())
                        .containsPattern("\\b" + method.group(2) + "\\b"));
    }

    private Set<String> named(BiFunction<Row, Pattern, Stream<MatchResult>> find, Pattern pattern) {
        return rows.stream()
                .flatMap(row -> find.apply(row, pattern))
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> calls() {
        return json("openapi.json").path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    /** The sources in the engine, its ports and the SDK that have one of these names, by their names. */
    private static Map<String, String> sources(Set<String> names) {
        return Stream.of("chat-spi", "chat-core", "chat-http", "chat-client")
                .map(module -> Docs.ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(folder -> Docs.files(
                        folder, file -> names.contains(file.getFileName().toString()))
                        .stream())
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString(), Docs::read, (one, other) -> one + other));
    }

    private static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(Docs.read(WIRE.resolve(name)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
