package dev.helpline.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A MariaDB or MySQL, with a user {@code root} without a password: one of each for all tests of this JVM, started on first use, and others
 * that belong to the caller. Not thread-safe, except for {@link #url(String)}.
 */
public final class MySqlServer extends ServerProcess {
    /** No test cuts the power, so it is enough, and faster, to hand writes to the operating system. */
    private static final List<String> QUICK =
            List.of("--skip-log-bin", "--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=2");

    private static final List<String> DURABLE = List.of("--skip-log-bin", "--innodb-flush-log-at-trx-commit=1");

    /** The database of a caller that has the server to itself. */
    private static final String OWN_DATABASE = "chat";

    private static final String ROOT = "user=root";
    private static final String BOUNDS = "&connectTimeout=2000&socketTimeout=10000";

    private final MySqlKind kind;
    private final List<String> options;

    private MySqlServer(MySqlKind kind, Path data, List<String> options) {
        super(data);
        this.kind = kind;
        this.options = List.copyOf(options);
    }

    private static final class MariaDb {
        static final MySqlServer SERVER = quick(MySqlKind.MARIADB);
    }

    private static final class MySql {
        static final MySqlServer SERVER = quick(MySqlKind.MYSQL);
    }

    /** Returns the MariaDB for all tests of this JVM. */
    public static MySqlServer mariaDb() {
        return MariaDb.SERVER;
    }

    /** Returns the MySQL for all tests of this JVM. */
    public static MySqlServer mySql() {
        return MySql.SERVER;
    }

    /** Starts a server which hands writes to the operating system, and does not wait for the disk. */
    public static MySqlServer quick(MySqlKind kind) {
        return started(kind, kind.newFolder(), QUICK);
    }

    /** Starts a server which writes to the disk before it acknowledges a COMMIT. */
    public static MySqlServer durable(MySqlKind kind) {
        return durable(kind, kind.newFolder());
    }

    /** As the other method, with all files in that folder, which the server creates, and with more options. */
    public static MySqlServer durable(MySqlKind kind, Path data, String... more) {
        List<String> options = new ArrayList<>(DURABLE);
        options.addAll(List.of(more));
        return started(kind, data, options);
    }

    /** As the other method, with a binary log in that folder, which servers with replicas need. */
    public static MySqlServer logging(MySqlKind kind, Path log) {
        return started(
                kind,
                kind.newFolder(),
                List.of(
                        "--log-bin=" + log.resolve("binlog"),
                        "--server-id=1",
                        "--sync-binlog=1",
                        "--innodb-flush-log-at-trx-commit=1"));
    }

    private static MySqlServer started(MySqlKind kind, Path data, List<String> options) {
        MySqlServer server = new MySqlServer(kind, data, options);
        Programs.require(server.withPlaces(kind.installation()));
        server.start();
        server.execute("create database " + OWN_DATABASE);
        return server;
    }

    /** Returns whether it is a MariaDB, and not a MySQL. */
    public boolean isMariaDb() {
        return kind == MySqlKind.MARIADB;
    }

    /** Returns the URL of the database of that name, with the user {@code root}. */
    public String url(String database) {
        return kind.url(port(), database, ROOT);
    }

    /** Returns the URL of the database of that name, without a user. */
    public String urlWithoutUser(String database) {
        return kind.url(port(), database);
    }

    /** Returns the URL of the database {@code chat}, with bounds for how long to wait. */
    @Override
    public String url() {
        return url(OWN_DATABASE) + BOUNDS;
    }

    @Override
    protected String firstUrl() {
        return url("mysql") + BOUNDS;
    }

    @Override
    protected List<String> command() {
        List<String> command = withPlaces(kind.server());
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--socket=" + data().resolve("socket"),
                "--tmpdir=" + temporary(),
                "--max-connections=300"));
        command.addAll(options);
        return command;
    }

    /**
     * A folder of its own, because a server that starts deletes all temporary tables that it finds, also those of
     * another server.
     */
    private Path temporary() {
        Path folder = data().resolveSibling(data().getFileName() + "-temporary");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> withPlaces(List<String> command) {
        List<String> complete = new ArrayList<>(command);
        complete.addAll(List.of("--user=root", "--basedir=" + kind.home(), "--datadir=" + data()));
        return complete;
    }

    @Override
    public void stop() {
        terminate();
        awaitEnd();
    }
}
