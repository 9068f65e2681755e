package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The engine's promises, over MySQL: slow, since this server is, and MariaDB is asked the same in every build. */
@NeedsServer
@NeedsLibaio
@Tag("slow")
class MySqlEngineTest extends ChatEngineContract {
    private final MySqlDatabase database = MySqlDatabase.SPARE_MYSQL.take();

    @AfterEach
    void giveDatabaseBack() {
        MySqlDatabase.SPARE_MYSQL.giveBack(database);
    }

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.builder(database.pool()).build();
    }
}
