package dev.helpline.chat.core.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedTransitionsTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide.md");

    @Test
    void the_guide_shows_the_table_as_it_is() throws IOException {
        String states = Arrays.stream(SessionState.values()).map(Enum::name).collect(Collectors.joining("|"));

        List<String> shown = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.matches("\\| (" + states + ") \\|.*"))
                .toList();

        assertThat(shown)
                .containsExactlyElementsOf(SessionTransitions.ALL.stream()
                        .map(row -> "| " + row.from() + " | " + row.by() + " | " + row.to() + " |")
                        .toList());
    }
}
