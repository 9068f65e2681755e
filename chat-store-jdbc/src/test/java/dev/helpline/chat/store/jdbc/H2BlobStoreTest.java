package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.attachment.BlobId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2BlobStoreTest extends JdbcBlobStoreContract {
    private static final BlobId BLOB = new BlobId("ab".repeat(16));

    @TempDir
    Path folder;

    @Override
    JdbcChatStore open() {
        return JdbcChatStore.h2Memory("blobs");
    }

    @Test
    void what_was_written_outlives_the_store() {
        try (JdbcChatStore store = JdbcChatStore.h2File(folder.resolve("chat"))) {
            store.blobs().write(BLOB, 0, new byte[] {1, 2});
        }

        try (JdbcChatStore store = JdbcChatStore.h2File(folder.resolve("chat"))) {
            assertThat(store.blobs().read(BLOB, 0)).contains(new byte[] {1, 2});
        }
    }
}
