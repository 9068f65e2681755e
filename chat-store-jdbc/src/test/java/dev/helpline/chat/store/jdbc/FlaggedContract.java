package dev.helpline.chat.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The store contract with a driver whose flags a host has changed. */
@NeedsServer
abstract class FlaggedContract extends ChatStoreContract {
    private @Nullable HikariDataSource pool;

    /** The URL of {@link #database} with the flags. */
    abstract String url();

    /** Returns a database with our tables for this test alone. */
    abstract TestDatabase database();

    @AfterEach
    void closeAll() {
        if (pool != null) {
            pool.close();
        }
        database().close();
    }

    @Override
    protected ChatStore newStore() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        return JdbcChatStore.builder(pool).schemaMode(SchemaMode.NONE).build();
    }

    @Override
    protected Optional<SessionCommit> poison(Session stored) {
        return Optional.of(Poison.after(stored, database()));
    }
}
