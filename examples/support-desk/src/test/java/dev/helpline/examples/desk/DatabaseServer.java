package dev.helpline.examples.desk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.helpline.servers.MySqlKind;
import dev.helpline.servers.MySqlServer;
import dev.helpline.servers.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A database server with one database that belongs to one user with a password. Its files lie in a folder of the test's, and it ends when
 * it is closed.
 */
abstract class DatabaseServer implements AutoCloseable {
    static final String DATABASE = "helpdesk";
    static final String USER = "deskuser";
    static final String PASSWORD = "desk-Pa55word";

    /** A URL of the database of that name, without user and password. */
    abstract String url(String database);

    @Override
    public abstract void close() throws IOException;

    static DatabaseServer postgreSql(Path folder) throws Exception {
        return new PostgreSql(folder);
    }

    static DatabaseServer mariaDb(Path folder) {
        return new MySqlFamily(MySqlKind.MARIADB, folder);
    }

    static DatabaseServer mySql(Path folder) {
        assumeTrue(MySqlKind.MYSQL.runs(), MySqlKind.ADVICE);
        return new MySqlFamily(MySqlKind.MYSQL, folder);
    }

    private static final class PostgreSql extends DatabaseServer {
        private final EmbeddedPostgres server;

        PostgreSql(Path folder) throws IOException, SQLException {
            Path data = folder.resolve("data");
            server = PostgresServer.start(data, Map.of("fsync", "off"));
            // by default it trusts every user of this machine
            Path rules = data.resolve("pg_hba.conf");
            Files.writeString(rules, "host all " + USER + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : List.of(
                        "create user " + USER + " password '" + PASSWORD + "'",
                        "create database " + DATABASE + " owner " + USER,
                        "select pg_reload_conf()")) {
                    statement.execute(sql);
                }
            }
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
        private final MySqlServer server;

        MySqlFamily(MySqlKind kind, Path folder) {
            server = MySqlServer.durable(kind, folder.resolve("data"), "--innodb-flush-method=nosync");
            server.execute("create database " + DATABASE);
            server.execute("create user " + USER + "@localhost identified by '" + PASSWORD + "'");
            server.execute("grant all on " + DATABASE + ".* to " + USER + "@localhost");
        }

        @Override
        String url(String database) {
            return server.urlWithoutUser(database);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
