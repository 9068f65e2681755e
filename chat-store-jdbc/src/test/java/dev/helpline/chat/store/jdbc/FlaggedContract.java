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
abstract class FlaggedContract<T extends TestDatabase> extends ChatStoreContract {
    private final SpareDatabases<T> spare;
    private final T database;
    private final String flags;
    private @Nullable HikariDataSource pool;

    /** @param flags what is added to the URL of a database */
    FlaggedContract(SpareDatabases<T> spare, String flags) {
        this.spare = spare;
        this.flags = flags;
        database = spare.take();
    }

    @AfterEach
    void closeAll() {
        if (pool != null) {
            pool.close();
        }
        spare.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url() + "&" + flags);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        return JdbcChatStore.builder(pool).schemaMode(SchemaMode.NONE).build();
    }

    @Override
    protected Optional<SessionCommit> poison(Session stored) {
        return Optional.of(Poison.after(stored, database));
    }
}
