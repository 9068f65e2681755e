package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * The engine contract over MySQL. One of the long runs, because this server is slow, and MariaDB is tested in every
 * build.
 */
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
