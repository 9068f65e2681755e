package dev.helpline.chat.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database with a pool, set up as a host would set it up. */
final class HostDatabase extends TestDatabase {
    private final String url;
    private final JdbcConnectionPool pool;

    private HostDatabase(String url) {
        this.url = url;
        pool = newPool();
    }

    static HostDatabase inMemory() {
        return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    static HostDatabase at(String url) {
        return new HostDatabase(url);
    }

    /** A database in memory with our tables in it, made by hand: that is faster than Flyway. */
    static HostDatabase withTables() {
        HostDatabase database = inMemory();
        try {
            database.executeAll(database.printed().ddl());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    private JdbcConnectionPool newPool() {
        JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");
        connections.setMaxConnections(20);
        return connections;
    }

    @Override
    String url() {
        return url;
    }

    @Override
    DataSource pool() {
        return pool;
    }

    @Override
    DataSource anotherPool() {
        JdbcConnectionPool another = newPool();
        closedWithThis(another::dispose);
        return another;
    }

    @Override
    DataSource awkward() {
        return new Awkward(pool);
    }

    @Override
    DataSource as(String user) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url.substring(0, (url + ";").indexOf(';'))); // settings are for administrators
        dataSource.setUser(user);
        dataSource.setPassword("");
        return dataSource;
    }

    @Override
    void hireClerk() throws SQLException {
        execute(
                "create user " + clerk() + " password ''",
                "grant select, insert, update, delete on schema public to " + clerk());
    }

    @Override
    void hireMigrator() throws SQLException {
        execute("create user " + migrator() + " password ''", "grant alter any schema to " + migrator());
    }

    @Override
    String schema() {
        return "PUBLIC";
    }

    @Override
    ChatSchema printed() {
        return ChatSchema.h2();
    }

    @Override
    String narrowing(String table, String column, int length) {
        return "alter table " + table + " alter column " + column + " varchar(" + length + ") not null";
    }

    @Override
    char quote() {
        return '"';
    }

    /** Closes the pool, after which a database in memory is gone. */
    @Override
    void drop() throws SQLException {
        try {
            execute("shutdown");
        } finally {
            pool.dispose();
        }
    }

    private static final class Awkward extends BorrowingDataSource {
        Awkward(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return connection;
        }
    }
}
