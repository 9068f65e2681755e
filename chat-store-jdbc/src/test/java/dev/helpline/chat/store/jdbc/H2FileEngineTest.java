package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The engine contract over an H2 in a file. One of the long runs, because every build tests the H2 in memory. */
@Tag("slow")
class H2FileEngineTest extends ChatEngineContract {
    @TempDir
    Path folder;

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.h2File(folder.resolve(UUID.randomUUID().toString()));
    }
}
