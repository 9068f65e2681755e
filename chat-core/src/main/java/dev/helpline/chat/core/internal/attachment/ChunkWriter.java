package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.upload.Upload;
import java.util.Objects;

/** Cuts the bytes of an upload into chunks, and stores each as soon as it is whole. Not thread-safe. */
public final class ChunkWriter {
    private static final byte[] NOTHING = {};

    private final Uploads uploads;
    private final Upload upload;

    /** The next chunk, as far as it has arrived; empty until its first byte comes. */
    private byte[] chunk = NOTHING;

    private int filled;
    private long stored;

    /** Goes on behind what is stored of the upload. */
    public ChunkWriter(Uploads uploads, Upload upload) {
        this.uploads = uploads;
        this.upload = upload;
        this.stored = uploads.received(upload);
    }

    /** How many bytes of the file have arrived. */
    public long received() {
        return stored + filled;
    }

    /** Takes the next bytes of the file. */
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > upload.size() - received()) {
            throw Uploads.invalid("size", "the file is longer than its upload said");
        }
        int taken = 0;
        while (taken < length) {
            if (chunk.length == 0) {
                chunk = new byte[(int) Math.min(BlobStore.CHUNK_BYTES, upload.size() - stored)];
            }
            int part = Math.min(length - taken, chunk.length - filled);
            System.arraycopy(bytes, offset + taken, chunk, filled, part);
            filled += part;
            taken += part;
            if (filled == chunk.length) {
                store();
            }
        }
    }

    private void store() {
        uploads.write(upload, (int) (stored / BlobStore.CHUNK_BYTES), chunk);
        stored += filled;
        chunk = NOTHING;
        filled = 0;
    }

    /** Drops the chunk that is not whole. */
    public void close() {
        chunk = NOTHING;
        filled = 0;
    }
}
