package dev.helpline.chat.testkit.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.StoredBlob;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BlobStore} promises, with one test per sentence of the port. The test of a blob store extends this class and says how to
 * create an empty one.
 */
@Experimental
public abstract class BlobStoreContract {
    private static final BlobId BLOB = blob(7);
    private static final int WRITERS = 8;

    private BlobStore blobs;

    /** For subclasses. */
    protected BlobStoreContract() {}

    /** Returns a new, empty blob store. */
    protected abstract BlobStore newStore();

    /** Returns an instant that is not after now, by the clock of the blob store. */
    protected abstract Instant notAfterNow();

    @BeforeEach
    void openStore() {
        blobs = newStore();
    }

    @Test
    void a_chunk_is_read_as_it_was_written() {
        byte[] longest = new byte[BlobStore.CHUNK_BYTES];
        new Random(20260105).nextBytes(longest);

        assertThat(blobs.write(BLOB, 0, longest)).isTrue();
        assertThat(blobs.write(BLOB, 1, new byte[] {0})).isTrue();

        assertThat(blobs.read(BLOB, 0)).contains(longest);
        assertThat(blobs.read(BLOB, 1)).contains(new byte[] {0});
    }

    @Test
    void a_chunk_that_was_not_written_is_not_there() {
        blobs.write(BLOB, 0, new byte[] {1});

        assertThat(blobs.read(BLOB, 1)).isEmpty();
        assertThat(blobs.read(blob(8), 0)).isEmpty();
    }

    @Test
    void a_chunk_is_written_once_and_never_changes() {
        blobs.write(BLOB, 0, new byte[] {1, 2});

        assertThat(blobs.write(BLOB, 0, new byte[] {3})).isFalse();
        assertThat(blobs.read(BLOB, 0)).contains(new byte[] {1, 2});
    }

    @Test
    void of_eight_writers_of_a_chunk_one_wins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Boolean>> writers = IntStream.range(0, WRITERS)
                    .<Callable<Boolean>>mapToObj(i -> () -> blobs.write(BLOB, 0, new byte[] {(byte) i}))
                    .toList();
            int winner = -1;
            List<Future<Boolean>> written = threads.invokeAll(writers);
            for (int i = 0; i < WRITERS; i++) {
                if (written.get(i).get()) {
                    assertThat(winner).as("another winner").isNegative();
                    winner = i;
                }
            }
            assertThat(blobs.read(BLOB, 0)).contains(new byte[] {(byte) winner});
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void chunks_are_counted() {
        assertThat(blobs.countChunks(BLOB)).isZero();
        for (int i = 0; i < 12; i++) {
            blobs.write(BLOB, i, new byte[] {(byte) i});
        }
        blobs.write(blob(8), 0, new byte[] {1});

        assertThat(blobs.countChunks(BLOB)).isEqualTo(12);
    }

    @Test
    void a_deleted_blob_is_gone_and_another_one_stays() {
        blobs.write(BLOB, 0, new byte[] {1});
        blobs.write(BLOB, 1, new byte[] {2});
        blobs.write(blob(8), 0, new byte[] {3});

        blobs.delete(BLOB);
        blobs.delete(blob(9));

        assertThat(blobs.countChunks(BLOB)).isZero();
        assertThat(blobs.read(BLOB, 0)).isEmpty();
        assertThat(blobs.read(blob(8), 0)).contains(new byte[] {3});
        assertThat(blobs.list(null, 10)).extracting(StoredBlob::id).containsExactly(blob(8));
    }

    @Test
    void blobs_are_listed_in_the_order_of_their_ids() {
        List<BlobId> ids = List.of(
                blob(1),
                new BlobId("00ff" + "0".repeat(28)),
                new BlobId("ab" + "0".repeat(30)),
                new BlobId("f".repeat(32)));
        for (int i = ids.size() - 1; i >= 0; i--) {
            blobs.write(ids.get(i), 0, new byte[] {1});
            blobs.write(ids.get(i), 1, new byte[] {1});
        }

        assertThat(blobs.list(null, 10)).extracting(StoredBlob::id).isEqualTo(ids);
        assertThat(blobs.list(null, 2)).extracting(StoredBlob::id).isEqualTo(ids.subList(0, 2));
        assertThat(blobs.list(ids.get(1), 10)).extracting(StoredBlob::id).isEqualTo(ids.subList(2, 4));
        assertThat(blobs.list(ids.get(3), 10)).isEmpty();
    }

    @Test
    void a_blob_says_when_it_was_started() {
        Instant before = notAfterNow();

        blobs.write(BLOB, 0, new byte[] {1});

        assertThat(blobs.list(null, 1))
                .singleElement()
                .satisfies(blob -> assertThat(blob.startedAt()).isAfterOrEqualTo(before));
    }

    @Test
    void an_empty_or_too_long_chunk_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> blobs.write(BLOB, 0, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> blobs.write(BLOB, -1, new byte[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blobs.write(BLOB, 0, new byte[BlobStore.CHUNK_BYTES + 1]));
    }

    private static BlobId blob(int number) {
        return new BlobId(String.format("%032x", number));
    }
}
