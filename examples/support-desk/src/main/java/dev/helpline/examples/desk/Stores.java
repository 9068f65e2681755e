package dev.helpline.examples.desk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import java.nio.file.Path;

/** Opens the store a configuration asks for. */
final class Stores {
    private static final int MAX_CONNECTIONS = 10;

    private Stores() {}

    /** A store, and what is to be closed after it. */
    record Opened(ChatStore store, AutoCloseable resources) {}

    static Opened open(DeskConfig config) {
        if (config.database().isEmpty()) {
            Path file = config.dataDir().resolve("helpline").toAbsolutePath();
            return new Opened(JdbcChatStore.h2File(file), () -> {});
        }
        HikariDataSource pool = pool(config.database().get());
        try {
            return new Opened(JdbcChatStore.builder(pool).build(), pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource pool(DeskConfig.Database database) {
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl(database.url());
        database.user().ifPresent(hikari::setUsername);
        database.password().ifPresent(hikari::setPassword);
        hikari.setMaximumPoolSize(MAX_CONNECTIONS);
        hikari.setPoolName("helpline");
        return new HikariDataSource(hikari);
    }
}
