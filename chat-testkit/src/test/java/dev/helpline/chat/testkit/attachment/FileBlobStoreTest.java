package dev.helpline.chat.testkit.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.core.attachment.FileBlobStore;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    private static final BlobId BLOB = new BlobId("ab".repeat(16));

    @TempDir
    Path folder;

    @Override
    protected BlobStore newStore() {
        return new FileBlobStore(folder.resolve("files"));
    }

    /** By the clock of the file system, whose instants may be coarse. */
    @Override
    protected Instant notAfterNow() {
        try {
            return Files.getLastModifiedTime(Files.createFile(folder.resolve("now")))
                    .toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_was_written_outlives_the_store() {
        newStore().write(BLOB, 0, new byte[] {1, 2});

        BlobStore reopened = newStore();

        assertThat(reopened.read(BLOB, 0)).contains(new byte[] {1, 2});
        assertThat(reopened.write(BLOB, 0, new byte[] {3})).isFalse();
    }

    @Test
    void nothing_but_whole_chunks_stays_in_the_folder() throws IOException {
        BlobStore blobs = newStore();
        blobs.write(BLOB, 0, new byte[] {1});
        blobs.write(BLOB, 0, new byte[] {2});
        blobs.write(BLOB, 1, new byte[] {3});

        assertThat(files()).containsExactly("blobs/ab/" + BLOB + "/000000", "blobs/ab/" + BLOB + "/000001");
        blobs.delete(BLOB);
        assertThat(files()).isEmpty();
    }

    @Test
    void other_files_in_the_folder_are_no_blobs() throws IOException {
        BlobStore blobs = newStore();
        blobs.write(BLOB, 0, new byte[] {1});
        Files.createDirectories(folder.resolve("files/blobs/zz/not-a-blob"));
        Files.createFile(folder.resolve("files/blobs/README"));

        assertThat(blobs.list(null, 10)).hasSize(1);
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_store_that_does_not_serve() throws IOException {
        BlobStore blobs = newStore();
        Path blocked = folder.resolve("files/blobs/" + BLOB.value().substring(0, 2));
        Files.createFile(blocked);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> blobs.write(BLOB, 0, new byte[] {1}));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("files").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
