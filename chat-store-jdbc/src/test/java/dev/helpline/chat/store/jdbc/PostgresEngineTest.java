package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * The engine contract over PostgreSQL. It takes two minutes, so it belongs to the long runs; the quick ones have the store's contract over
 * PostgreSQL, and this contract over the store in memory.
 */
@Tag("slow")
@NeedsServer
class PostgresEngineTest extends ChatEngineContract {
    private final PostgresDatabase database = PostgresDatabase.SPARE.take();

    @AfterEach
    void giveDatabaseBack() {
        PostgresDatabase.SPARE.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
