package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The engine contract over MariaDB. One of the long runs, because its durable commits are slow. */
@NeedsServer
@Tag("slow")
class MariaDbEngineTest extends ChatEngineContract {
    private final MySqlDatabase database = MySqlDatabase.SPARE_MARIADB.take();

    @AfterEach
    void giveDatabaseBack() {
        MySqlDatabase.SPARE_MARIADB.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
