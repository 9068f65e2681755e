package dev.helpline.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folders for programs and data of servers, below the folder that the system property {@code helpline.servers} names, which is {@code
 * target/servers} by default. Thread-safe, also between processes.
 */
public final class Folders {
    private static final Path PARENT =
            Path.of(System.getProperty("helpline.servers", "target/servers")).toAbsolutePath();

    private Folders() {}

    /** Returns the folder of that name, for files that can be used again. */
    public static Path kept(String name) {
        try {
            return Files.createDirectories(PARENT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a new folder inside the folder of that name. */
    public static Path fresh(String name) {
        try {
            return Files.createTempDirectory(kept(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder, if it exists, with its content. */
    public static void delete(Path folder) {
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

    /** Unpacks a part of a jar on the class path, unless that was done before; all files in it become executable. */
    static Path unpackedJar(String name, String part) {
        return unpackedOnce(name, target -> {
            try (FileSystem jar = FileSystems.newFileSystem(jarWith(part));
                    Stream<Path> files = Files.walk(jar.getPath(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = target.resolve(jar.getPath(part).relativize(file).toString());
                    Files.createDirectories(to.resolveSibling(""));
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                    if (!to.toFile().setExecutable(true)) {
                        throw new IOException("could not make " + to + " executable");
                    }
                }
            }
        });
    }

    /** Unpacks a compressed tar file on the class path, unless that was done before. */
    static Path unpackedTar(String name, String resource) {
        return unpackedOnce(name, target -> {
            Process tar = new ProcessBuilder("tar", "xz", "-C", target.toString()).start();
            try (InputStream archive = resource(resource).openStream();
                    OutputStream input = tar.getOutputStream()) {
                archive.transferTo(input);
            }
            if (Programs.exitCode(tar) != 0) {
                throw new IOException("could not unpack " + resource);
            }
        });
    }

    /** Holds a lock on a file meanwhile, because tests of a module run in several processes. */
    private static synchronized Path unpackedOnce(String name, Unpacking unpacking) {
        Path target = kept(name);
        Path mark = target.resolve("unpacked");
        try (FileChannel lockFile = FileChannel.open(
                        PARENT.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.lock()) {
            if (lock.isValid() && !Files.exists(mark)) {
                unpacking.into(target);
                Files.createFile(mark);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jarWith(String part) throws IOException {
        JarURLConnection jar = (JarURLConnection) resource(part).openConnection();
        return Path.of(URI.create(jar.getJarFileURL().toString()));
    }

    private static URL resource(String name) {
        URL url = Folders.class.getClassLoader().getResource(name);
        if (url == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return url;
    }

    private interface Unpacking {
        void into(Path target) throws IOException;
    }
}
