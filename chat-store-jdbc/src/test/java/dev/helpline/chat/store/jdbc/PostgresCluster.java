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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of one test's own, which may be killed in every way there is and started again over the same data. It
 * writes to the disk as it does unless told otherwise.
 */
final class PostgresCluster implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Path data = TestServers.newFolder("postgresql-cluster");
    private final int port = freePort();
    private Process postmaster;

    private PostgresCluster() {
        List<String> initdb = List.of("-A", "trust", "-U", "postgres", "-E", "UTF-8", "-D", data.toString());
        require(await(run("initdb", initdb)));
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    static PostgresCluster started() {
        return new PostgresCluster();
    }

    /** A URL of a host that has set bounds for how long it waits for the server. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port
                + "/postgres?user=postgres&connectTimeout=2&socketTimeout=10&tcpKeepAlive=true";
    }

    int port() {
        return port;
    }

    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2000);
        return new HikariDataSource(config);
    }

    String show(String setting) {
        return query("show " + setting);
    }

    String query(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Kills the process that serves one connection; the postmaster then ends all others, and recovers as after a crash. */
    void killBackend() {
        String pid = query("""
                select pid
                  from pg_stat_activity
                 where backend_type = 'client backend' and pid <> pg_backend_pid()
                 order by state <> 'active', query_start desc
                """);
        if (!ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::destroyForcibly)
                .orElse(false)) {
            throw new AssertionError("there is no backend " + pid + " to kill");
        }
    }

    /** Ends the server without a checkpoint, and starts it again. */
    void stopImmediately() {
        require(await(run("pg_ctl", List.of("stop", "-m", "immediate", "-D", data.toString()))));
        await(postmaster);
        start();
    }

    /** Kills the server and all its processes, and starts it again. */
    void killAll() {
        kill();
        start();
    }

    /** Kills the server and all its processes. */
    void kill() {
        List<ProcessHandle> backends = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
        await(postmaster);
        backends.forEach(backend ->
                backend.onExit().completeOnTimeout(backend, 5, TimeUnit.SECONDS).join());
    }

    /** Starts it, with recovery if need be; comes back when it answers. Until the last process of before is gone it does not start. */
    void start() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        postmaster = postgres();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the server did not start");
            }
            if (endsWithin(postmaster, 20)) {
                postmaster = postgres();
            }
        }
    }

    private Process postgres() {
        return run(
                "postgres",
                List.of(
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories="));
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Process run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.add(PostgresServer.programs().resolve(program).toString());
        command.addAll(arguments);
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

    private static int await(Process process) {
        if (!endsWithin(process, 60_000)) {
            throw new AssertionError("a process of the server did not end");
        }
        return process.exitValue();
    }

    private static void require(int exitCode) {
        if (exitCode != 0) {
            throw new AssertionError("a program of the server ended with " + exitCode);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        TestServers.delete(data);
    }
}
