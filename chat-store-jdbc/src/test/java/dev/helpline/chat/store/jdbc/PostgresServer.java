package dev.helpline.chat.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** One PostgreSQL for all tests of this JVM, started on first use, and stopped with the JVM. */
final class PostgresServer {
    private static final class Started {
        static final EmbeddedPostgres SERVER = start();
    }

    private PostgresServer() {}

    static int port() {
        return Started.SERVER.getPort();
    }

    /** Returns the folder of its programs, which are unpacked when it starts. */
    static Path programs() {
        int unused = port();
        try (Stream<Path> unpacked = Files.list(TestServers.folder("postgresql"))) {
            return unpacked.filter(folder -> Files.exists(folder.resolve("bin/postgres")))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            TestServers.folder("postgresql").toFile())
                    .setDataDirectory(TestServers.newFolder("postgresql-data"))
                    // EmbeddedPostgres switches both off by default
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("log_min_messages", "panic")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
