package dev.helpline.chat.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database with a pool, as a host would have it. */
final class HostDatabase implements AutoCloseable {
    private final String url;
    private final JdbcConnectionPool pool;

    private HostDatabase(String url) {
        this.url = url;
        pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(20);
    }

    static HostDatabase inMemory() {
        return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    static HostDatabase at(String url) {
        return new HostDatabase(url);
    }

    DataSource pool() {
        return pool;
    }

    /** The pool, as one sees it who asked it for manual commits and the strictest isolation. */
    DataSource awkward() {
        return new AwkwardDataSource(pool);
    }

    /** Another user's way in; the user has no password. */
    DataSource as(String user) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url.substring(0, (url + ";").indexOf(';'))); // settings are for administrators
        dataSource.setUser(user);
        dataSource.setPassword("");
        return dataSource;
    }

    /** The tables of the public schema, in order. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                ResultSet rows = connection.getMetaData().getTables(null, "PUBLIC", null, new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        Collections.sort(tables);
        return tables;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A database in memory is gone afterwards. */
    @Override
    public void close() {
        try {
            execute("shutdown");
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            pool.dispose();
        }
    }

    private record AwkwardDataSource(DataSource pool) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return pool.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            pool.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            pool.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return pool.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return pool.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return pool.isWrapperFor(type);
        }
    }
}
