package dev.helpline.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    @Test
    void the_readme_shows_this_very_program() throws IOException {
        List<String> program =
                Files.readAllLines(Path.of("src/main/java/dev/helpline/examples/embedded/Embedded.java")).stream()
                        .map(String::strip)
                        .toList();

        List<String> shown = Files.readAllLines(Path.of("..", "..", "README.md")).stream()
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(String::strip)
                .toList();

        assertThat(shown).hasSizeBetween(5, 20);
        assertThat(Collections.indexOfSubList(program, shown)).isNotNegative();
    }

    @Test
    void the_example_prints_the_conversation() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Embedded.main(new String[0]);
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "SYSTEM: The conversation was started.",
                        "CUSTOMER: Where is my order?",
                        "SYSTEM: Sarah joined the conversation.",
                        "AGENT: On its way, it arrives tomorrow.",
                        "SYSTEM: The agent ended the conversation.");
    }
}
