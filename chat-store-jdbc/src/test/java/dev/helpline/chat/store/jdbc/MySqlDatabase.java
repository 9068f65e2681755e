package dev.helpline.chat.store.jdbc;

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

/** A database of its own in the MariaDB or MySQL of the tests, with a pool, as a host would have it. */
final class MySqlDatabase implements AutoCloseable {
    static final String SCRIPT = "migration/mysql/V1__sessions_and_their_logs.sql";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name = "d" + DATABASES.incrementAndGet();
    private final MySqlServer server;
    private final HikariDataSource pool;
    private final List<HikariDataSource> others = new ArrayList<>();

    MySqlDatabase(MySqlServer server) {
        this.server = server;
        try (HikariDataSource administrator = pool(server.url("mysql"), true)) {
            // the character set of a server nobody has configured for us
            execute(administrator, "create database " + name + " character set latin1");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        pool = pool(url(), true);
    }

    /** A database with our tables in it, made by hand: that is faster than Flyway. */
    static MySqlDatabase withTables(MySqlServer server) {
        MySqlDatabase database = new MySqlDatabase(server);
        try {
            database.execute(statements());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    /** The statements of the script; there is no semicolon but at their ends. */
    static String[] statements() {
        try (InputStream script = JdbcChatStore.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${prefix}", "chat_")
                    .replace("${tables}", "chat_")
                    .strip()
                    .replaceAll("(?m)^ *--.*$", "")
                    .split(";", 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return server.url(name);
    }

    DataSource pool() {
        return pool;
    }

    /** A pool that hands out connections set to manual commits and the strictest isolation. */
    DataSource awkward() {
        HikariDataSource awkward = pool(url(), false);
        others.add(awkward);
        return awkward;
    }

    /** A pool whose connections have first done something. */
    DataSource after(String statement) {
        HikariDataSource prepared = pool(url(), true);
        prepared.setConnectionInitSql(statement);
        others.add(prepared);
        return prepared;
    }

    private static HikariDataSource pool(String url, boolean autoCommit) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(20);
        pool.setMinimumIdle(0);
        pool.setAutoCommit(autoCommit);
        if (!autoCommit) {
            pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        }
        return pool;
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

    /** The tables of the database, in order. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_schema = '" + name + "' order by table_name")) {
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
            execute("drop database " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            pool.close();
            others.forEach(HikariDataSource::close);
        }
    }
}
