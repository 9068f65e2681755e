package dev.helpline.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A database of its own for one run, set to be durable. */
abstract class Database implements AutoCloseable {
    /** Starts the database of that name. */
    static Database start(String program) throws Exception {
        return switch (program) {
            case "h2" -> new H2Database();
            case "mariadb" -> new MariaDbDatabase();
            case "postgres" -> new PostgresDatabase();
            default -> throw new IllegalArgumentException(program + " is none of h2, mariadb, postgres");
        };
    }

    private String flags = "";

    /** Appends these flags to the URL of each new connection. */
    Database with(String urlFlags) {
        flags = urlFlags;
        return this;
    }

    /** Returns the URL. */
    abstract String url();

    /** Returns the folder to which the database writes. */
    abstract Path folder();

    /** Returns a query for the settings that determine durability, and so the figures. */
    abstract String settingsQuery();

    /** Returns those settings, and the flags of the connections. */
    String settings() throws SQLException {
        return query(settingsQuery()) + (flags.isEmpty() ? "" : " by " + flags);
    }

    /** Returns the server's main process; empty if the database runs in this process. */
    abstract Optional<ProcessHandle> server();

    /** Returns statements that update the statistics, and do at once what would otherwise disturb reads later. */
    abstract String preparation();

    /** Prepares a filled database for reads. */
    void prepareReads() throws SQLException {
        try (HikariDataSource pool = pool(1, true);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(preparation());
        }
    }

    /** Returns how many transactions have written so far; empty if the database does not count them. */
    abstract OptionalLong commits() throws SQLException;

    /** Returns the ways to write a batch by hand that are tried. */
    abstract List<BatchWriter> batchWriters();

    /** Returns the ways to write one message by hand that are tried. */
    abstract List<MessageWriter> messageWriters();

    /** Returns the goals of the engine on this database. */
    abstract List<Goal> goals();

    /** Returns a pool as a host would have it. */
    HikariDataSource pool(int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url() + flags);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    /** Returns the first column of the only row. */
    String query(String sql) throws SQLException {
        try (HikariDataSource pool = pool(1, true);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    String version() throws SQLException {
        try (HikariDataSource pool = pool(1, true);
                Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public abstract void close() throws IOException;
}
