package dev.helpline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for databases, where temporary files go: the script that runs us says that this is the build directory. */
final class Folders {
    private static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "helpline-databases").toAbsolutePath();

    private Folders() {}

    /** A folder that is kept, for what can be used again. */
    static Path kept(String name) throws IOException {
        return Files.createDirectories(PARENT.resolve(name));
    }

    /** A folder that nobody else has, for one run. */
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
