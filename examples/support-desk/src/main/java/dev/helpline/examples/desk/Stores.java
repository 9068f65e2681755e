package dev.helpline.examples.desk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.cluster.ClusterBus;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.store.jdbc.JdbcChatStore;
import dev.helpline.chat.store.jdbc.PostgresClusterBus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store that a configuration names. */
final class Stores {
    private static final int MAX_CONNECTIONS = 10;

    /** How long to wait at the start for a server that does not reply. */
    private static final int CONNECT_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    /**
     * A store, and how the desks over it tell each other what they commit.
     *
     * @param bus none if no other desk can share the store, or if its database cannot carry notices
     */
    record Opened(ChatStore store, Optional<ClusterBus> bus, List<AutoCloseable> pools) {
        /** Closes everything, in the order in which one part needs the next. The engine must be closed before. */
        void close() {
            bus.ifPresent(ClusterBus::close);
            store.close();
            pools.forEach(Opened::closeQuietly);
        }

        private static void closeQuietly(AutoCloseable pool) {
            try {
                pool.close();
            } catch (Exception e) {
                LOG.warn("the connections did not close cleanly", e);
            }
        }
    }

    static Opened open(DeskConfig config) throws IOException, SQLException {
        if (config.database().isEmpty()) {
            Path file = config.dataDir().resolve("helpline").toAbsolutePath();
            return new Opened(JdbcChatStore.h2File(file), Optional.empty(), List.of());
        }
        DeskConfig.Database database = config.database().get();
        Optional<Path> folder = database.url().folder();
        if (folder.isPresent()) {
            Folders.make(folder.get());
        }
        connectOnce(database);
        HikariDataSource pool = pool(database);
        try {
            ChatStore store = JdbcChatStore.builder(pool).build();
            if (!config.clusterBus() || !database.url().isPostgreSql()) {
                return new Opened(store, Optional.empty(), List.of(pool));
            }
            return new Opened(
                    store,
                    Optional.of(PostgresClusterBus.builder(unpooled(database)).build()),
                    List.of(pool));
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

    /** The bus keeps its connections for good, and ends them itself, which a pool would report as broken. */
    private static PGSimpleDataSource unpooled(DeskConfig.Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url().jdbc());
        database.user().ifPresent(source::setUser);
        database.password().ifPresent(source::setPassword);
        source.setApplicationName("helpline-bus");
        return source;
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
