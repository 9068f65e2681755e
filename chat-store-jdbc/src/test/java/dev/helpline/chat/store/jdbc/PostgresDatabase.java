package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own in the PostgreSQL of the tests, with a pool, as a host would have it. */
final class PostgresDatabase implements AutoCloseable {
    static final String SCRIPT = "migration/postgresql/V1__sessions_and_their_logs.sql";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String schema = "s" + SCHEMAS.incrementAndGet();
    private final HikariDataSource pool;
    private final List<HikariDataSource> others = new ArrayList<>();

    PostgresDatabase() {
        try (HikariDataSource administrator = pool("public", true)) {
            execute(administrator, "create schema " + schema);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        pool = pool(schema, true);
    }

    /** A schema with our tables in it, made by hand: that is faster than Flyway. */
    static PostgresDatabase withTables() {
        PostgresDatabase database = new PostgresDatabase();
        try {
            database.execute(script());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    static String script() {
        try (InputStream script = JdbcChatStore.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${prefix}", "chat_")
                    .replace("${tables}", "chat_");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    DataSource pool() {
        return pool;
    }

    String url() {
        return url(schema);
    }

    private static String url(String schema) {
        return "jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres&currentSchema="
                + schema;
    }

    /** A pool that hands out connections set to manual commits and the strictest isolation. */
    DataSource awkward() {
        HikariDataSource awkward = pool(schema, false);
        others.add(awkward);
        return awkward;
    }

    /** Connections of their own, with one more parameter in their URL. */
    DataSource with(String parameter) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url() + "&" + parameter);
        return dataSource;
    }

    private static HikariDataSource pool(String schema, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(schema));
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        config.setAutoCommit(autoCommit);
        if (!autoCommit) {
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        }
        return new HikariDataSource(config);
    }

    void execute(String... statements) throws SQLException {
        execute(pool, statements);
    }

    private static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The tables of the schema, in order. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_schema = '" + schema + "' order by table_name collate \"C\"")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return tables;
    }

    @Override
    public void close() {
        try {
            execute("drop schema " + schema + " cascade");
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            pool.close();
            others.forEach(HikariDataSource::close);
        }
    }
}
