package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.attachment.OutgoingFile;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A part of a file, read from its source each time it is sent. Thread-safe. */
final class FilePart extends RequestBody {
    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final int CHUNK = 8192;

    private final OutgoingFile file;
    private final FileRange range;

    FilePart(OutgoingFile file, FileRange range) {
        this.file = file;
        this.range = range;
    }

    @Override
    public @Nullable MediaType contentType() {
        return BYTES;
    }

    @Override
    public long contentLength() {
        return range.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (InputStream content = open()) {
            byte[] chunk = new byte[CHUNK];
            long left = range.length();
            while (left > 0) {
                int read = read(content, chunk, (int) Math.min(left, CHUNK));
                sink.write(chunk, 0, read);
                left -= read;
            }
        }
    }

    private InputStream open() throws FileUnreadableException {
        InputStream content = null;
        try {
            content = file.open();
            skip(content, range.offset());
            return content;
        } catch (Throwable failed) { // only this upload fails
            close(content);
            throw new FileUnreadableException("the source of the file failed", failed);
        }
    }

    private static void close(@Nullable InputStream content) {
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException closedAlready) {
            // the reason why it is closed is what counts
        }
    }

    private static void skip(InputStream content, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = content.skip(left);
            if (skipped <= 0) {
                if (content.read() < 0) {
                    throw new IOException("the file is shorter than it was said to be");
                }
                skipped = 1;
            }
            left -= skipped;
        }
    }

    private static int read(InputStream content, byte[] chunk, int most) throws FileUnreadableException {
        int read;
        try {
            read = content.read(chunk, 0, most);
        } catch (Throwable failed) { // only this upload fails
            throw new FileUnreadableException("the source of the file failed", failed);
        }
        if (read < 0) {
            throw new FileUnreadableException("the file is shorter than it was said to be", null);
        }
        return read;
    }
}
