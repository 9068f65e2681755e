package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/**
 * The engine contract over an H2 in memory that belongs to this process alone. It takes two minutes, so it belongs to the long runs; the
 * quick ones have the store's contract over H2, and this contract over the store in memory.
 */
@Tag("slow")
class H2EngineTest extends ChatEngineContract {
    @Override
    protected ChatStore newStore() {
        String name = "engine-" + UUID.randomUUID();
        HostDatabase.makeTables(EmbeddedH2.urlOf(name));
        return JdbcChatStore.h2Memory(name);
    }
}
