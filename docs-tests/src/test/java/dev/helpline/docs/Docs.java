package dev.helpline.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pages of the documentation and the code blocks on them, and the sources that they quote. */
final class Docs {
    /** The folder of the whole project. */
    static final Path ROOT =
            Path.of(System.getProperty("docs.root")).toAbsolutePath().normalize();

    private static final String FENCE = "```";

    private Docs() {}

    /** Every fenced code block of every page. */
    static List<CodeBlock> blocks() {
        List<Path> pages = new ArrayList<>();
        for (String page :
                List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "benchmarks/README.md")) {
            pages.add(ROOT.resolve(page));
        }
        pages.addAll(files(ROOT.resolve("docs"), file -> file.toString().endsWith(".md")));
        return pages.stream()
                .filter(Files::exists)
                .flatMap(page -> blocks(page).stream())
                .toList();
    }

    private static List<CodeBlock> blocks(Path page) {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines = read(page).lines().toList();
        int opened = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(FENCE)) {
                if (opened < 0) {
                    opened = i;
                } else {
                    blocks.add(new CodeBlock(
                            ROOT.relativize(page).toString(),
                            opened + 1,
                            lines.get(opened).strip().substring(FENCE.length()),
                            String.join("\n", lines.subList(opened + 1, i))));
                    opened = -1;
                }
            }
        }
        if (opened >= 0) {
            throw new AssertionError(page + ":" + (opened + 1) + " opens a code block that nothing closes");
        }
        return blocks;
    }

    static List<Path> files(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
