package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Collectors;

/** Properties on a page are settings of the desk; each is one of those that operations.md lists and the desk reads. */
final class DeskSettings {
    private static final String SOURCES = "examples/support-desk/src/main/java";

    private DeskSettings() {}

    static void check(CodeBlock block) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(block.text()));
        assertRead(settings.stringPropertyNames());
    }

    /** Fails unless the desk reads each of these. */
    static void assertRead(Collection<String> names) {
        String desk = Docs.files(
                        Docs.ROOT.resolve(SOURCES), file -> file.toString().endsWith(".java"))
                .stream()
                .map(Docs::read)
                .collect(Collectors.joining());

        assertThat(names).isNotEmpty().allMatch(name -> desk.contains('"' + name + '"'));
    }
}
