package dev.helpline.chat.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A MariaDB or MySQL: one of each for all tests of this JVM, started on first use, and others for single tests. */
final class MySqlServer extends ServerProcess {
    /** No test cuts the power, so it is enough, and faster, to hand writes to the operating system. */
    private static final List<String> QUICK =
            List.of("--skip-log-bin", "--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=2");

    private static final List<String> DURABLE = List.of("--skip-log-bin", "--innodb-flush-log-at-trx-commit=1");

    /** The database of the test that has the server to itself. */
    private static final String OWN_DATABASE = "chat";

    private static final String BOUNDS = "&connectTimeout=2000&socketTimeout=10000";

    private final MySqlKind kind;
    private final List<String> options;

    private MySqlServer(MySqlKind kind, Path data, List<String> options) {
        super(data);
        this.kind = kind;
        this.options = List.copyOf(options);
    }

    private static final class MariaDb {
        static final MySqlServer SERVER = started(MySqlKind.MARIADB, newFolder(MySqlKind.MARIADB), QUICK);
    }

    private static final class MySql {
        static final MySqlServer SERVER = started(MySqlKind.MYSQL, newFolder(MySqlKind.MYSQL), QUICK);
    }

    static MySqlServer mariaDb() {
        return MariaDb.SERVER;
    }

    static MySqlServer mySql() {
        return MySql.SERVER;
    }

    /** Returns whether MySQL's server runs here. It needs one library of the system: Debian's libaio1. */
    static boolean canRunMySql() {
        return MySqlKind.MYSQL.runs();
    }

    /** Starts a server for one test, which writes to the disk before it acknowledges a COMMIT. */
    static MySqlServer durable(MySqlKind kind) {
        return durable(kind, newFolder(kind));
    }

    /** As the other method, with all files in that folder, which the server creates. */
    static MySqlServer durable(MySqlKind kind, Path data) {
        return started(kind, data, DURABLE);
    }

    /** As the other method, with a binary log in that folder, which servers with replicas need. */
    static MySqlServer logging(MySqlKind kind, Path log) {
        return started(
                kind,
                newFolder(kind),
                List.of(
                        "--log-bin=" + log.resolve("binlog"),
                        "--server-id=1",
                        "--sync-binlog=1",
                        "--innodb-flush-log-at-trx-commit=1"));
    }

    private static Path newFolder(MySqlKind kind) {
        return TestServers.newFolder(kind.name().toLowerCase(Locale.ROOT) + "-data");
    }

    private static MySqlServer started(MySqlKind kind, Path data, List<String> options) {
        MySqlServer server = new MySqlServer(kind, data, options);
        TestServers.require(server.withPlaces(kind.installation()));
        server.start();
        server.execute("create database " + OWN_DATABASE);
        return server;
    }

    boolean isMariaDb() {
        return kind == MySqlKind.MARIADB;
    }

    /** Returns the URL of the database of that name. */
    String url(String database) {
        return kind.url(port(), database);
    }

    /** Returns the URL of the database of the test that has the server to itself. */
    @Override
    String url() {
        return url(OWN_DATABASE) + BOUNDS;
    }

    @Override
    String firstUrl() {
        return url("mysql") + BOUNDS;
    }

    @Override
    List<String> command() {
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
    void stop() {
        terminate();
        awaitEnd();
    }
}
