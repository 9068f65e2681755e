package dev.helpline.chat.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A MariaDB or MySQL: one of each for all tests of this JVM, started by the first that asks for it, and others of a test's own. */
final class MySqlServer extends ServerProcess {
    /** No test pulls the plug: what the operating system has is safe enough, and quicker. */
    private static final List<String> QUICK =
            List.of("--skip-log-bin", "--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=2");

    private static final List<String> DURABLE = List.of("--skip-log-bin", "--innodb-flush-log-at-trx-commit=1");

    /** The database of the one test that has the server for itself. */
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

    /** Whether MySQL's one library is there that comes from elsewhere: Debian's libaio1. */
    static boolean canRunMySql() {
        return MySqlKind.MYSQL.runs();
    }

    /** One of a test's own, that writes to the disk before it answers a COMMIT. */
    static MySqlServer durable(MySqlKind kind) {
        return durable(kind, newFolder(kind));
    }

    /** The same, with all its files in that folder, which it makes. */
    static MySqlServer durable(MySqlKind kind, Path data) {
        return started(kind, data, DURABLE);
    }

    /** The same, with a binary log in that folder, as whoever has replicas needs one. */
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

    /** A URL of the database of that name. */
    String url(String database) {
        return kind.url(port(), database);
    }

    /** Of the database of the one test that has the server for itself. */
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

    /** Of its own: one that starts clears away the temporary tables it finds, whosever they are. */
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
