package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;

/** The engine contract over PostgreSQL. */
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
