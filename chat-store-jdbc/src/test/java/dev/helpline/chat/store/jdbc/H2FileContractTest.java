package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.store.ChatStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over an H2 file that the store opens itself. */
class H2FileContractTest extends ChatStoreContract {
    private static final AtomicInteger FILES = new AtomicInteger();

    @TempDir
    static Path folder;

    /** Copying a file that has our tables is faster than making them. */
    @BeforeAll
    static void makeEmptyFile() {
        JdbcChatStore.h2File(folder.resolve("empty")).close();
    }

    @Override
    protected ChatStore newStore() {
        String name = "chat" + FILES.incrementAndGet();
        try {
            Files.copy(folder.resolve("empty.mv.db"), folder.resolve(name + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JdbcChatStore.h2File(folder.resolve(name));
    }
}
