package dev.helpline.chat.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.http.exchange.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Adapters pass on only the headers that the chat says it reads, so it must read no others. */
class HeadersReadTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/helpline/chat/http");
    private static final Pattern READ =
            Pattern.compile("\\bheaders?\\((?:\"([A-Za-z-]+)\"|RequestIds\\.HEADER|HEADER)\\)");
    private static final Pattern LIST = Pattern.compile("List<String> HEADERS =\\s*List\\.of\\(([^;]*)\\);");
    private static final Pattern NAME = Pattern.compile("\"([A-Za-z-]+)\"");

    @Test
    void the_chat_reads_the_headers_that_it_lists_and_no_others() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().contains("internal"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                addReads(Files.readString(file), read);
            }
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(HttpCall.HEADERS_READ);
    }

    private static void addReads(String source, Set<String> read) {
        Matcher calls = READ.matcher(source);
        while (calls.find()) {
            read.add(calls.group(1) == null ? "X-Request-Id" : calls.group(1));
        }
        Matcher lists = LIST.matcher(source);
        while (lists.find()) {
            NAME.matcher(lists.group(1)).results().forEach(name -> read.add(name.group(1)));
        }
    }
}
