package dev.helpline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folders for databases in the directory for temporary files, which the script {@code run} sets to the build
 * directory.
 */
final class Folders {
    private static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "helpline-databases").toAbsolutePath();

    private Folders() {}

    /** Returns a folder that is kept, for files that can be reused. */
    static Path kept(String name) throws IOException {
        return Files.createDirectories(PARENT.resolve(name));
    }

    /** Returns a new folder for one run. */
    static Path fresh(String name) throws IOException {
        return Files.createTempDirectory(kept(name), "");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
