package dev.helpline.chat.testkit.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.attachment.FileBlobStore;
import dev.helpline.chat.spi.attachment.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In an archive, a file system that has no hard links. */
class FileBlobStoreWithoutLinksTest extends BlobStoreContract {
    @TempDir
    Path folder;

    private @Nullable FileSystem opened;

    @AfterEach
    void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    private Path path(String name) {
        try {
            if (opened == null) {
                opened = FileSystems.newFileSystem(folder.resolve("files.zip"), Map.of("create", "true"));
            }
            return opened.getPath(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected BlobStore newStore() {
        return new FileBlobStore(path("files"));
    }

    /** By the clock of the file system, whose instants are coarse. */
    @Override
    protected Instant notAfterNow() {
        try {
            return Files.getLastModifiedTime(Files.createFile(path("now"))).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_file_system_has_no_links() throws IOException {
        Path file = Files.createFile(path("file"));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Files.createLink(path("link"), file));
        newStore();
        assertThat(path("files/temporary")).isEmptyDirectory();
    }
}
