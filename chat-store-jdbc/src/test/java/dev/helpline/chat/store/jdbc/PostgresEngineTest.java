package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;

/** The engine's promises, over PostgreSQL. */
class PostgresEngineTest extends ChatEngineContract {
    private final PostgresDatabase database = PostgresDatabase.withTables();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
