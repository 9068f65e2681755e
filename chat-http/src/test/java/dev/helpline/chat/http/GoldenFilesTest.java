package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.helpline.chat.http.internal.wire.WireError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden bodies match the OpenAPI document. */
class GoldenFilesTest {
    static final Path GOLDEN = Path.of("..", "docs", "protocol", "golden");

    private static final Pattern ROW = Pattern.compile("\\| `([^`]+\\.json)` \\| ([^|]+) \\|.*");
    private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/[^ ?]+).*");

    static List<Golden> bodies() {
        return rows().filter(row -> !row.isProblem()).toList();
    }

    static List<Golden> problems() {
        return rows().filter(Golden::isProblem).toList();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_matches_the_document(Golden golden) {
        assertThat(golden.violations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void a_problem_matches_the_document_and_has_the_status_of_its_code(Golden problem) {
        JsonNode schema = OpenApiContract.DOCUMENT.at("/components/schemas/Error");
        WireError error = WireError.valueOf(problem.json().at("/error/code").asText());

        assertThat(JsonSchema.violations(OpenApiContract.DOCUMENT, schema, problem.json()))
                .isEmpty();
        assertThat(problem.call()).contains("status " + error.status());
    }

    @Test
    void every_file_has_its_row() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(
                            rows().map(Golden::file).toList());
        }
    }

    static JsonNode read(String file) {
        try {
            return Reply.parse(Files.readString(GOLDEN.resolve(file), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Golden> rows() {
        try {
            return Files.readAllLines(GOLDEN.resolve("README.md"), UTF_8).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Golden(row.group(1), row.group(2).strip()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * One golden file.
     *
     * @param call the call that the table names
     */
    record Golden(String file, String call) {
        boolean isProblem() {
            return file.startsWith("error-");
        }

        JsonNode json() {
            return read(file);
        }

        List<String> violations() {
            return file.endsWith(".request.json")
                    ? OpenApiContract.requestViolations(operation(), json())
                    : OpenApiContract.replyViolations(operation(), 200, json());
        }

        private String operation() {
            Matcher named = CALL.matcher(call);
            assertThat(named.matches()).as(call).isTrue();
            return named.group(1) + " " + named.group(2);
        }

        @Override
        public String toString() {
            return file;
        }
    }
}
