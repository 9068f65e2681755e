package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Java on a page is quoted from code that a test runs: from a test of this module or of a testkit, or from an
 * example. So it compiles, it runs, and refactoring finds it. Space between its words is free, since pages are narrower.
 */
final class JavaQuotes {
    private JavaQuotes() {}

    static void check(CodeBlock block) {
        assertThat(sources())
                .as("run the code of %s in a test of docs-tests, word for word", block)
                .anyMatch(source -> packed(Docs.read(source)).contains(packed(block.text())));
    }

    private static List<Path> sources() {
        List<Path> tests = Stream.of("docs-tests", "chat-client-testkit", "chat-http-testkit")
                .flatMap(module -> Docs.files(
                        Docs.ROOT.resolve(module + "/src/test/java"),
                        file -> file.toString().endsWith("SnippetsTest.java"))
                        .stream())
                .toList();
        List<Path> examples = Docs.files(
                Docs.ROOT.resolve("examples"),
                file -> file.toString().replace('\\', '/').contains("/java/"));
        return Stream.concat(tests.stream(), examples.stream()).toList();
    }

    static String packed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
