package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Pools for the servers of the tests. */
final class ServerPools {
    private ServerPools() {}

    static HikariDataSource pool(String url) {
        return new HikariDataSource(config(url));
    }

    /** Returns a pool whose connections have manual commits and the strictest isolation. */
    static HikariDataSource awkward(String url) {
        HikariConfig config = config(url);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return new HikariDataSource(config);
    }

    /** Returns a pool whose connections have executed a statement first. */
    static HikariDataSource after(String statement, String url) {
        HikariConfig config = config(url);
        config.setConnectionInitSql(statement);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        return config;
    }
}
