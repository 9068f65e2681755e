package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.servers.PostgresServer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own in the PostgreSQL of the tests, with a pool, set up as a host would set it up. */
final class PostgresDatabase extends TestDatabase {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** Schemas of the PostgreSQL of all tests. */
    static final SpareDatabases<PostgresDatabase> SPARE = new SpareDatabases<>(PostgresDatabase::withTables);

    private final String schema = "s" + SCHEMAS.incrementAndGet();
    private final HikariDataSource pool;

    PostgresDatabase() {
        try (HikariDataSource administrator = ServerPools.pool(url("public"))) {
            execute(administrator, "create schema " + schema);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        pool = ServerPools.pool(url());
    }

    /** Returns a schema with our tables, created by the printed statements, which is faster than Flyway. */
    static PostgresDatabase withTables() {
        PostgresDatabase database = new PostgresDatabase();
        try {
            database.execute(database.printed().ddl());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    @Override
    String url() {
        return url(schema);
    }

    private static String url(String schema) {
        return "jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres&currentSchema="
                + schema;
    }

    @Override
    DataSource pool() {
        return pool;
    }

    @Override
    DataSource anotherPool() {
        return closedWithThis(ServerPools.pool(url()));
    }

    @Override
    DataSource awkward() {
        return closedWithThis(ServerPools.awkward(url()));
    }

    /** Returns a data source with one more parameter in its URL. */
    DataSource with(String parameter) {
        return at(url() + "&" + parameter);
    }

    private static DataSource at(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    @Override
    DataSource as(String user) {
        return at(url().replace("user=postgres", "user=" + user));
    }

    @Override
    void hireClerk() throws SQLException {
        execute(
                "create role " + clerk() + " login",
                "grant usage on schema " + schema + " to " + clerk(),
                "grant select, insert, update, delete on all tables in schema " + schema + " to " + clerk());
    }

    @Override
    void hireMigrator() throws SQLException {
        execute(
                "create role " + migrator() + " login",
                "grant usage, create on schema " + schema + " to " + migrator());
    }

    @Override
    String schema() {
        return schema;
    }

    @Override
    ChatSchema printed() {
        return ChatSchema.postgresql();
    }

    @Override
    String narrowing(String table, String column, int length) {
        return "alter table " + table + " alter column " + column + " type varchar(" + length + ")";
    }

    @Override
    char quote() {
        return '"';
    }

    @Override
    void drop() throws SQLException {
        try (pool) {
            execute(
                    "drop schema " + schema + " cascade",
                    "drop schema if exists " + otherSchema() + " cascade",
                    "drop role if exists " + clerk(),
                    "drop role if exists " + migrator());
        }
    }
}
