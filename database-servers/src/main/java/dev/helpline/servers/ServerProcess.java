package dev.helpline.servers;

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
 * A database server that can be stopped and killed in all ways, and started again with the same data at the same
 * port. It is killed when this JVM ends. Not thread-safe.
 */
public abstract class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Path data;
    private final int port = freePort();
    private @Nullable Process process;

    /** @param data the folder of its files, which closing deletes */
    protected ServerProcess(Path data) {
        this.data = data;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Returns the command that runs the server until it is stopped. */
    protected abstract List<String> command();

    /** Returns a URL with bounds for how long to wait for the server. */
    public abstract String url();

    /** Returns a URL that works as soon as the server runs. */
    protected String firstUrl() {
        return url();
    }

    /** Stops the server in order, which ends all connections to it. */
    public abstract void stop();

    /** Returns all ways to end the server; {@link #start} starts it again. */
    public List<Runnable> deaths() {
        return List.of(this::stop, this::kill);
    }

    /** Returns the folder of its files. */
    public final Path data() {
        return data;
    }

    /** Returns the port, at 127.0.0.1. */
    public final int port() {
        return port;
    }

    /** Returns a new pool of at most 8 connections. */
    public final HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(30_000); // a driver's first connection may take longer than that
        return new HikariDataSource(config);
    }

    /** Returns the first column of the first row of a query. */
    public final String query(String sql) {
        try (Connection connection = DriverManager.getConnection(firstUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement. */
    public final void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(firstUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts the server unless it runs, and returns when it replies. It does not start before its last process is
     * gone.
     */
    public final void start() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the server did not start");
            }
            if (process == null || endsWithin(process, 20)) {
                process = Programs.started(command());
            }
        }
    }

    /** Returns whether the server has ended, and waits for {@link #start}. */
    public final boolean isDown() {
        return process == null || !process.isAlive();
    }

    /** Returns the running process. */
    public final ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("the server was not started");
        }
        return process.toHandle();
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(firstUrl())) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Kills the server and all its processes as {@code kill -9} does. */
    public final void kill() {
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
    protected final void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until the process has ended. */
    protected final void awaitEnd() {
        if (process != null && !endsWithin(process, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))) {
            throw new IllegalStateException("the server did not end");
        }
    }

    private static boolean endsWithin(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it, and deletes the data, which are large and not needed any more. */
    @Override
    public final void close() {
        kill();
        Folders.delete(data);
    }
}
