package dev.helpline.chat.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Shared parts of the servers that tests start. */
final class TestServers {
    private static final Path PARENT = Path.of("target", "servers").toAbsolutePath();

    private static final int NO_PROGRAM = 127;

    private TestServers() {}

    /** Returns a folder in the module's build directory for files that can be reused. */
    static Path folder(String name) {
        try {
            return Files.createDirectories(PARENT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a new folder in the module's build directory. */
    static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Unpacks a part of a jar on the class path, unless that was done before, and returns the folder; all files in
     * it are executable.
     */
    static Path unpacked(String name, String part) {
        Path target = folder(name);
        Path mark = target.resolve("unpacked");
        if (!Files.exists(mark)) {
            try (FileSystem jar = FileSystems.newFileSystem(jarWith(part));
                    Stream<Path> files = Files.walk(jar.getPath(part))) {
                files.filter(Files::isRegularFile).forEach(file -> unpack(file, jar.getPath(part), target));
                Files.createFile(mark);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return target;
    }

    private static Path jarWith(String part) throws IOException {
        URL url = TestServers.class.getClassLoader().getResource(part);
        return Path.of(URI.create(
                ((JarURLConnection) url.openConnection()).getJarFileURL().toString()));
    }

    private static void unpack(Path file, Path part, Path target) {
        try {
            Path to = target.resolve(part.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            to.toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end, and returns its exit code; like a shell, 127 for a program that does not exist. */
    static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return NO_PROGRAM;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a program to its end, and fails unless it succeeds. */
    static void require(List<String> command) {
        int exitCode = run(command);
        if (exitCode != 0) {
            throw new AssertionError(command.get(0) + " ended with " + exitCode);
        }
    }

    /** Deletes a folder, if it exists, with its content. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    System.err.println("could not delete " + file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
