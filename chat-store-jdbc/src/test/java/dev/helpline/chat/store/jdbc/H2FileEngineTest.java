package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The engine's promises, over an H2 in a file; among the long runs, since the H2 in memory is asked the same in every build. */
@Tag("slow")
class H2FileEngineTest extends ChatEngineContract {
    @TempDir
    Path folder;

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.h2File(folder.resolve(UUID.randomUUID().toString()));
    }
}
