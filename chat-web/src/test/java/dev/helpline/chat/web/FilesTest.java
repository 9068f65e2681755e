package dev.helpline.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the files themselves. */
class FilesTest {
    private static final int WIDGET_BUDGET = 20 * 1024;
    private static final int LATER_BUDGET = 9 * 1024;

    /** What the widget loads when its panel opens. */
    private static final List<String> LATER = List.of("forms.js", "widget-extras.js");

    /** What the desk loads when its page of figures opens. */
    private static final List<String> LATER_OF_DESK = List.of("figures.js");

    private static final int DESK_BUDGET = 70 * 1024;
    private static final int FIGURES_BUDGET = 14 * 1024;
    private static final List<String> CATALOGUES = List.of("text-", "compose-text-", "desk-text-", "figures-text-");
    private static final Pattern NAMED = Pattern.compile("\"\\./([^\"]+)\"");
    private static final Pattern TEXT = Pattern.compile("(?m)^  (\\w+): \"(.*)\",$");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern KEY_USED = Pattern.compile("\\bt\\(\\s*\"(\\w+)\"");

    @Test
    void every_file_of_the_folder_is_on_the_list() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(WebFiles.NAMES);
        }
    }

    @ParameterizedTest
    @CsvSource({"widget.js," + WIDGET_BUDGET, "desk.js," + DESK_BUDGET})
    void a_page_with_the_longest_texts_is_within_its_budget(String entry, int budget) {
        Map<String, Integer> sizes = sizesOf(entry);

        assertThat(sumWithTheLongestTexts(sizes))
                .as("compressed bytes of %s", sizes)
                .isLessThanOrEqualTo(budget);
    }

    private static int sumWithTheLongestTexts(Map<String, Integer> sizes) {
        Map<String, Integer> texts = new TreeMap<>();
        int parts = 0;
        for (Map.Entry<String, Integer> file : sizes.entrySet()) {
            if (isText(file.getKey())) {
                texts.merge(file.getKey().replaceAll(".*text-(..).*", "$1"), file.getValue(), Integer::sum);
            } else {
                parts += file.getValue();
            }
        }
        return parts + Collections.max(texts.values());
    }

    /** What is loaded when the panel of the widget, or the page of figures, opens does not count for the page. */
    @ParameterizedTest
    @CsvSource({"widget.js," + LATER_BUDGET, "desk.js," + FIGURES_BUDGET})
    void what_a_page_loads_later_is_within_its_budget(String entry, int budget) {
        Map<String, WebFile> files = WebFiles.load();
        Map<String, Integer> later = new TreeMap<>();
        laterOf(entry)
                .forEach(part -> files.keySet().stream()
                        .filter(name -> isEntry(name, part))
                        .forEach(name -> collect(name, files, later, List.of())));
        sizesOf(entry).keySet().forEach(later::remove);

        assertThat(sumWithTheLongestTexts(later))
                .as("compressed bytes of %s", later)
                .isLessThanOrEqualTo(budget);
    }

    private static Map<String, Integer> sizesOf(String entry) {
        Map<String, Integer> sizes = new TreeMap<>();
        collect(entry, WebFiles.load(), sizes, laterOf(entry));
        return sizes;
    }

    private static List<String> laterOf(String entry) {
        return entry.equals("desk.js") ? LATER_OF_DESK : LATER;
    }

    private static boolean isText(String name) {
        return name.contains("text-");
    }

    private static boolean isEntry(String publicName, String name) {
        return publicName.startsWith(name.replace("js", ""));
    }

    /** Adds a file, and all that it names, but those that a page loads later. */
    private static void collect(
            String name, Map<String, WebFile> files, Map<String, Integer> sizes, List<String> later) {
        WebFile file = Objects.requireNonNull(files.get(name), name);
        if (sizes.put(name, file.body(true).length) == null) {
            NAMED.matcher(new String(file.body(false), UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .filter(named -> later.stream().noneMatch(entry -> isEntry(named, entry)))
                    .forEach(named -> collect(named, files, sizes, later));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de", "es", "fr", "hi"})
    void each_language_has_the_texts_of_english_with_the_same_places(String language) throws Exception {
        for (String part : CATALOGUES) {
            Map<String, List<String>> english = places(part + "en.js");
            Map<String, List<String>> other = places(part + language + ".js");

            assertThat(english).isNotEmpty();
            assertThat(other).isEqualTo(english);
        }
    }

    @Test
    void every_text_that_the_code_names_is_in_the_catalogue() throws Exception {
        Map<String, List<String>> english = new TreeMap<>();
        for (String part : CATALOGUES) {
            english.putAll(places(part + "en.js"));
        }
        StringBuilder code = new StringBuilder();
        for (String name : WebFiles.NAMES) {
            code.append(name.endsWith(".js") ? read(name) : "");
        }

        List<String> used =
                KEY_USED.matcher(code).results().map(found -> found.group(1)).toList();

        assertThat(used).hasSizeGreaterThan(20);
        assertThat(english.keySet()).containsAll(used);
    }

    @Test
    void no_file_names_another_site_or_parses_markup() throws Exception {
        for (String name : WebFiles.NAMES) {
            assertThat(read(name).replace("http://www.w3.org/2000/svg", "").replace("https?:", ""))
                    .as(name)
                    .doesNotContain(
                            "http:",
                            "https://",
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "eval(",
                            "document.write");
        }
    }

    private static Map<String, List<String>> places(String name) throws Exception {
        Map<String, List<String>> places = new TreeMap<>();
        TEXT.matcher(read(name))
                .results()
                .forEach(text -> places.put(
                        text.group(1),
                        PLACE.matcher(text.group(2))
                                .results()
                                .map(MatchResult::group)
                                .sorted()
                                .toList()));
        return places;
    }

    private static String read(String name) throws IOException, URISyntaxException {
        return Files.readString(folder().resolve(name), UTF_8);
    }

    private static Path folder() throws URISyntaxException {
        URL widget = Objects.requireNonNull(FilesTest.class.getResource("files/widget.js"));
        return Objects.requireNonNull(Path.of(widget.toURI()).getParent());
    }
}
