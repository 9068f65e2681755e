package dev.helpline.chat.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.http.internal.socket.CloseCode;
import dev.helpline.chat.http.internal.wire.WireError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The protocol page matches the server. */
class ProtocolPageTest {
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d{3}) \\|");
    private static final Pattern CLOSE_CODE = Pattern.compile("(?m)^\\| (\\d{4}) \\| `([A-Z_]+)` \\|");
    private static final Pattern CALL = Pattern.compile("(?m)^### `((?:GET|POST|PUT|PATCH|DELETE) /[^`]+)`$");
    private static final Pattern BODY = Pattern.compile("curl \\$CHAT(/\\S+) [^\\n]*\\\\\\n  -d '([^']+)'");

    private final String page = read();

    @Test
    void its_table_of_codes_matches_the_server() {
        List<String> written = CODE.matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(written)
                .containsExactlyElementsOf(Arrays.stream(WireError.values())
                        .map(error -> error + " " + error.status())
                        .toList());
    }

    @Test
    void its_table_of_close_codes_matches_the_server() {
        List<String> written = CLOSE_CODE
                .matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(written)
                .containsExactlyElementsOf(Arrays.stream(CloseCode.values())
                        .map(code -> code.code() + " " + code)
                        .toList());
    }

    @Test
    void it_describes_exactly_the_existing_calls() {
        assertThat(CALL.matcher(page).results().map(call -> call.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        OpenApiContract.operations().keySet());
    }

    @Test
    void every_call_has_an_example() {
        List<String> sections = List.of(page.split("(?m)^### ", -1));

        assertThat(sections.subList(1, sections.size())).allSatisfy(section -> {
            String path = path(section)
                    .replace("{sessionId}", "s-1")
                    .replace("{responseId}", "r-1")
                    .replace("{agentId}", "sarah")
                    .replace("{attachmentId}", section.startsWith("`DELETE") ? "f-2" : "f-1")
                    .replace("{messageId}", path(section).startsWith("/api/admin/") ? "m-2" : "m-1");
            assertThat(section).contains("curl ", "$CHAT" + path);
        });
    }

    private static String path(String section) {
        return section.substring(section.indexOf('/'), section.indexOf('`', 1));
    }

    @Test
    void every_body_in_an_example_is_accepted() {
        Set<MatchResult> examples = BODY.matcher(page).results().collect(Collectors.toSet());

        assertThat(examples)
                .hasSizeGreaterThan(5)
                .allSatisfy(example -> assertThat(OpenApiContract.requestViolations(
                                "POST " + example.group(1), Reply.parse(example.group(2))))
                        .as(example.group())
                        .isEmpty());
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "protocol.md"), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
