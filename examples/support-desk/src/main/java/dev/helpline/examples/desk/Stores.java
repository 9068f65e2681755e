package dev.helpline.examples.desk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Opens the store that a configuration names. */
final class Stores {
    private static final int MAX_CONNECTIONS = 10;

    /** How long to wait at the start for a server that does not reply. */
    private static final int CONNECT_SECONDS = 10;

    private Stores() {}

    /** A store, and the resource to close after it. */
    record Opened(ChatStore store, AutoCloseable resources) {}

    static Opened open(DeskConfig config) throws IOException, SQLException {
        if (config.database().isEmpty()) {
            Path file = config.dataDir().resolve("helpline").toAbsolutePath();
            return new Opened(JdbcChatStore.h2File(file), () -> {});
        }
        DeskConfig.Database database = config.database().get();
        Optional<Path> folder = database.url().folder();
        if (folder.isPresent()) {
            Folders.make(folder.get());
        }
        connectOnce(database);
        HikariDataSource pool = pool(database);
        try {
            return new Opened(JdbcChatStore.builder(pool).build(), pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Fails with the driver's own message; the pool would retry for a while, log a stack trace, and fail with a message of
     * its own.
     */
    private static void connectOnce(DeskConfig.Database database) throws SQLException {
        Properties login = new Properties();
        database.user().ifPresent(user -> login.setProperty("user", user));
        database.password().ifPresent(password -> login.setProperty("password", password));
        DriverManager.setLoginTimeout(CONNECT_SECONDS);
        DriverManager.getConnection(database.url().jdbc(), login).close();
    }

    private static HikariDataSource pool(DeskConfig.Database database) {
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl(database.url().jdbc());
        database.user().ifPresent(hikari::setUsername);
        database.password().ifPresent(hikari::setPassword);
        hikari.setMaximumPoolSize(MAX_CONNECTIONS);
        hikari.setPoolName("helpline");
        return new HikariDataSource(hikari);
    }
}
