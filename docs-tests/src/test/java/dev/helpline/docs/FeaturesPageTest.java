package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each feature on the page of features names a test that shows it. */
class FeaturesPageTest {
    private static final Pattern SHOWN_BY = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Path PAGE = Docs.ROOT.resolve("docs/features.md");

    private record NamedTest(String type, String method) {
        boolean existsIn(Map<String, String> sources) {
            String source = sources.getOrDefault(type, "");
            return source.contains(" void " + method + "(") || source.contains("fun " + method + "(");
        }
    }

    /** A row of a table: a feature, and the tests that show it. */
    private record Row(String feature, List<NamedTest> tests) {
        static Row of(String line) {
            String[] cells = line.split(" \\| ", 2);
            return new Row(
                    cells[0].substring(2),
                    SHOWN_BY.matcher(cells[1])
                            .results()
                            .map(test -> new NamedTest(test.group(1), test.group(2)))
                            .toList());
        }
    }

    @Test
    void every_feature_names_tests_that_exist() {
        Map<String, String> sources = testSources();

        assertThat(rows()).hasSizeGreaterThan(50);
        assertThat(rows()).filteredOn(row -> row.tests().isEmpty()).isEmpty();
        assertThat(rows().stream().flatMap(row -> row.tests().stream()))
                .filteredOn(test -> !test.existsIn(sources))
                .isEmpty();
    }

    @Test
    void no_feature_is_listed_twice() {
        assertThat(rows()).extracting(Row::feature).doesNotHaveDuplicates();
        assertThat(rows()).extracting(Row::tests).doesNotHaveDuplicates();
    }

    private static List<Row> rows() {
        return Docs.read(PAGE)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what |") && !line.startsWith("| ---"))
                .map(Row::of)
                .toList();
    }

    /** The sources of all classes with tests, by the names of the classes. */
    private static Map<String, String> testSources() {
        return Docs.files(Docs.ROOT, FeaturesPageTest::hasTests).stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replaceFirst("\\.(java|kt)$", ""),
                        Docs::read,
                        (one, other) -> one + other));
    }

    private static boolean hasTests(Path file) {
        String name = Docs.ROOT.relativize(file).toString();
        return (name.endsWith("Test.java") || name.endsWith("Test.kt") || name.endsWith("Contract.java"))
                && name.contains("/src/")
                && !name.contains("/target/");
    }
}
