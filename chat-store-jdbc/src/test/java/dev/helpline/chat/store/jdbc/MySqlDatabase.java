package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.servers.MySqlServer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database of its own in the MariaDB or MySQL of the tests, with a pool, set up as a host would set it up. */
final class MySqlDatabase extends TestDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Databases of the MariaDB of all tests. */
    static final SpareDatabases<MySqlDatabase> SPARE_MARIADB =
            new SpareDatabases<>(() -> withTables(MySqlServer.mariaDb()));

    /** Databases of the MySQL of all tests. */
    static final SpareDatabases<MySqlDatabase> SPARE_MYSQL =
            new SpareDatabases<>(() -> withTables(MySqlServer.mySql()));

    private final String name = "d" + DATABASES.incrementAndGet();
    private final MySqlServer server;
    private final HikariDataSource pool;

    MySqlDatabase(MySqlServer server) {
        this.server = server;
        try (HikariDataSource administrator = ServerPools.pool(server.url("mysql"))) {
            // the character set of a server that is not configured for us
            execute(administrator, "create database " + name + " character set latin1");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        pool = ServerPools.pool(url());
    }

    /** Returns a database with our tables, created by the printed statements, which is faster than Flyway. */
    static MySqlDatabase withTables(MySqlServer server) {
        MySqlDatabase database = new MySqlDatabase(server);
        try {
            database.executeAll(database.printed().ddl());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    @Override
    String url() {
        return server.url(name);
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

    /** Returns a pool whose connections have executed a statement first. */
    DataSource after(String statement) {
        return closedWithThis(ServerPools.after(statement, url()));
    }

    @Override
    DataSource as(String user) {
        return closedWithThis(ServerPools.pool(url().replace("user=root", "user=" + user)));
    }

    @Override
    void hireClerk() throws SQLException {
        execute("create user " + clerk(), "grant select, insert, update, delete on " + name + ".* to " + clerk());
    }

    @Override
    void hireMigrator() throws SQLException {
        execute(
                "create user " + migrator(),
                "grant select, insert, update, delete, create, alter, index on " + name + ".* to " + migrator());
    }

    @Override
    String schema() {
        return name;
    }

    @Override
    ChatSchema printed() {
        return server.isMariaDb() ? ChatSchema.mariaDb() : ChatSchema.mySql();
    }

    @Override
    String narrowing(String table, String column, int length) {
        return "alter table " + table + " modify " + column + " varchar(" + length + ") not null";
    }

    @Override
    char quote() {
        return '`';
    }

    @Override
    void drop() throws SQLException {
        try (pool) {
            execute(
                    "drop database " + name,
                    "drop database if exists " + otherSchema(),
                    "drop user if exists " + clerk(),
                    "drop user if exists " + migrator());
        }
    }
}
