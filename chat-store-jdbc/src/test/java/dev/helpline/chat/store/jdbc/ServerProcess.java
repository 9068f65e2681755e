package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A database server that may be stopped and killed in every way there is, and started again over the same data and at the
 * same port. Killed at the latest when this JVM ends. Not thread-safe.
 */
abstract class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Path data;
    private final int port = freePort();
    private @Nullable Process process;

    /** @param data where its files are; deleted when it is closed */
    ServerProcess(Path data) {
        this.data = data;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The command that runs it until it is stopped. */
    abstract List<String> command();

    /** A URL of a host that has set bounds for how long it waits for the server. */
    abstract String url();

    /** A URL that leads somewhere as soon as the server runs. */
    String firstUrl() {
        return url();
    }

    /** Ends it in order, and whoever is connected to it is cut off. */
    abstract void stop();

    /** All the ways in which it may come to an end; {@link #start} has it back. */
    List<Runnable> deaths() {
        return List.of(this::stop, this::kill);
    }

    final Path data() {
        return data;
    }

    final int port() {
        return port;
    }

    final HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(30_000); // a driver's first connection may take longer than that
        return new HikariDataSource(config);
    }

    /** The first column of the first row. */
    final String query(String sql) {
        try (Connection connection = DriverManager.getConnection(firstUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    final void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(firstUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it unless it runs, and comes back when it answers; until the last process of before is gone it does not start. */
    final void start() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the server did not start");
            }
            if (process == null || endsWithin(process, 20)) {
                process = run(command());
            }
        }
    }

    /** Whether it has come to an end, and waits for {@link #start}. */
    final boolean isDown() {
        return process == null || !process.isAlive();
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(firstUrl())) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** What {@code kill -9} does to it, and to all its processes. */
    final void kill() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> others = process.descendants().toList();
        process.destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
        others.forEach(other ->
                other.onExit().completeOnTimeout(other, 5, TimeUnit.SECONDS).join());
    }

    /** Sends it SIGTERM. */
    final void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    final void awaitEnd() {
        if (process != null && !endsWithin(process, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))) {
            throw new AssertionError("the server did not end");
        }
    }

    private static Process run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean endsWithin(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data take much room, and nobody needs them again. */
    @Override
    public final void close() {
        kill();
        TestServers.delete(data);
    }
}
