package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over an H2 file that the store opens itself. */
class H2FileContractTest extends ChatStoreContract {
    private static final AtomicInteger FILES = new AtomicInteger();

    @TempDir
    static Path folder;

    @Override
    protected ChatStore newStore() {
        return JdbcChatStore.h2File(folder.resolve("chat" + FILES.incrementAndGet()));
    }
}
