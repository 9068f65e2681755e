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

    /** Has these appended to the URL of each connection made from now on. */
    Database with(String urlFlags) {
        flags = urlFlags;
        return this;
    }

    /** Where it is. */
    abstract String url();

    /** The folder the database writes to. */
    abstract Path folder();

    /** The settings on which durability rests, and on which the figures do, as the database itself says. */
    abstract String settingsQuery();

    /** The same as an answer, and how it is connected to. */
    String settings() throws SQLException {
        return query(settingsQuery()) + (flags.isEmpty() ? "" : " by " + flags);
    }

    /** The server's first process; empty if the database runs in this one. */
    abstract Optional<ProcessHandle> server();

    /** What makes the database count what it has, and do at once whatever would otherwise disturb its reads. */
    abstract String preparation();

    /** Prepares a database that was filled to be read. */
    void prepareReads() throws SQLException {
        try (HikariDataSource pool = pool(1, true);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(preparation());
        }
    }

    /** How many transactions have written so far; empty if the database does not count them. */
    abstract OptionalLong commits() throws SQLException;

    /** The ways to write a batch by hand that are worth trying. */
    abstract List<BatchWriter> batchWriters();

    /** The ways to write one message by hand that are worth trying. */
    abstract List<MessageWriter> messageWriters();

    /** What is expected of the engine on this database. */
    abstract List<Goal> goals();

    /** Connections as a host would have them. */
    HikariDataSource pool(int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url() + flags);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    /** The first column of the one row. */
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
