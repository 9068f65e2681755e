package dev.helpline.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL, with a user {@code postgres} without a password: one for all tests of this JVM, started on first use, and others that belong
 * to the caller. Thread-safe.
 */
public final class PostgresServer {
    private static final class Started {
        static final EmbeddedPostgres SERVER =
                start(Folders.fresh("postgresql-data"), Map.of("max_connections", "200", "log_min_messages", "panic"));
    }

    private PostgresServer() {}

    /** Returns the port, at localhost, of the server for all tests of this JVM; it ends with the JVM. */
    public static int port() {
        return Started.SERVER.getPort();
    }

    /** Returns the folder of its programs, which are unpacked when a server starts. */
    public static Path programs() {
        int unused = port();
        try (Stream<Path> unpacked = Files.list(Folders.kept("postgresql"))) {
            return unpacked.filter(folder -> Files.exists(folder.resolve("bin/postgres")))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server which writes to the disk before it acknowledges a COMMIT.
     *
     * @param data the folder of its files; closing the server deletes it
     * @param settings more settings, by their names in {@code postgresql.conf}
     */
    public static EmbeddedPostgres start(Path data, Map<String, String> settings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Folders.kept("postgresql").toFile())
                .setDataDirectory(data)
                // EmbeddedPostgres switches both off by default
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD);
        settings.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
