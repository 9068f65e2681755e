package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.testkit.engine.ChatEngineContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The engine contract over an H2 in a file. One of the long runs; the quick ones have the store's contract over H2. */
@Tag("slow")
class H2FileEngineTest extends ChatEngineContract {
    private static final String SUFFIX = ".mv.db";

    @TempDir
    static Path folder;

    /** Makes tables once, since each test begins with a copy of this file. */
    @BeforeAll
    static void makeTables() {
        JdbcChatStore.h2File(folder.resolve("empty")).close();
    }

    @Override
    protected ChatStore newStore() {
        Path file = folder.resolve(UUID.randomUUID().toString());
        try {
            Files.copy(folder.resolve("empty" + SUFFIX), folder.resolve(file.getFileName() + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JdbcChatStore.h2File(file);
    }
}
