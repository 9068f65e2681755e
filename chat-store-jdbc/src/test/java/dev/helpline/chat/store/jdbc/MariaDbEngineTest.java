package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The engine's promises, over MariaDB; among the long runs, since its durable commits take their time. */
@Tag("slow")
class MariaDbEngineTest extends ChatEngineContract {
    private final MySqlDatabase database = MySqlDatabase.withTables(MySqlServer.mariaDb());

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
