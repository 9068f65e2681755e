package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.attachment.FileContent;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The content of a complete blob. Keeps the chunk that was read last, so reading in order reads each chunk once. Not thread-safe. */
final class StoredContent implements FileContent {
    private static final byte[] NOTHING = {};

    private final BlobStore blobs;
    private final BlobId blob;
    private final long size;
    private int index = -1;
    private byte[] chunk = NOTHING;

    StoredContent(BlobStore blobs, BlobId blob, long size) {
        this.blobs = blobs;
        this.blob = blob;
        this.size = size;
    }

    /** How many chunks a file of this size has. */
    static int chunksOf(long size) {
        return Math.toIntExact((size + BlobStore.CHUNK_BYTES - 1) / BlobStore.CHUNK_BYTES);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] read(long offset, int length) {
        if (offset < 0 || length < 0 || length > BlobStore.CHUNK_BYTES) {
            throw new IllegalArgumentException("offset and length must be within their bounds");
        }
        byte[] bytes = new byte[(int) Math.max(0, Math.min(length, size - offset))];
        int copied = 0;
        while (copied < bytes.length) {
            byte[] part = upTo(offset + copied, bytes.length - copied);
            System.arraycopy(part, 0, bytes, copied, part.length);
            copied += part.length;
        }
        return bytes;
    }

    /** Returns bytes of one chunk: at least one, if the offset is within the file. */
    byte[] upTo(long offset, int length) {
        long left = Math.min(length, size - offset);
        if (left <= 0) {
            return NOTHING;
        }
        load((int) (offset / BlobStore.CHUNK_BYTES));
        int from = (int) (offset % BlobStore.CHUNK_BYTES);
        int to = (int) Math.min(chunk.length, from + left);
        if (to <= from) {
            throw lost();
        }
        return Arrays.copyOfRange(chunk, from, to);
    }

    private void load(int wanted) {
        if (wanted != index) {
            chunk = blobs.read(blob, wanted).orElseThrow(this::lost);
            index = wanted;
        }
    }

    private StoreException lost() {
        return new StoreException("the blob store does not have all of the uploaded file " + blob);
    }

    @Override
    public InputStream stream() {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                byte[] one = upTo(position, 1);
                position += one.length;
                return one.length == 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length == 0) {
                    return 0;
                }
                byte[] part = upTo(position, length);
                System.arraycopy(part, 0, bytes, offset, part.length);
                position += part.length;
                return part.length == 0 ? -1 : part.length;
            }
        };
    }
}
