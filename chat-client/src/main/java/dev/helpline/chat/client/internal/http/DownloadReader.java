package dev.helpline.chat.client.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Writes the file of a response to a stream, from an offset on. A response that is no file fails as any other call. */
final class DownloadReader implements ResponseReader<Long> {
    private static final int CHUNK = 8192;

    private final JsonReader<Long> errors;
    private final long offset;
    private final OutputStream to;

    DownloadReader(JsonReader<Long> errors, long offset, OutputStream to) {
        this.errors = errors;
        this.offset = offset;
        this.to = to;
    }

    @Override
    public Long read(Response response) throws IOException {
        if (!response.isSuccessful()) {
            return errors.read(response); // throws
        }
        ResponseBody body = response.body();
        String disposition = response.header("Content-Disposition", "");
        // a portal that wants a sign-in returns a page
        if (body == null || disposition == null || !disposition.startsWith("attachment")) {
            throw errors.malformed(response, "not a file");
        }
        InputStream content = body.byteStream();
        skip(response, content, toSkip(response));
        return copy(content);
    }

    /** A server that does not know ranges returns the whole file. */
    private long toSkip(Response response) {
        if (response.code() != HttpURLConnection.HTTP_PARTIAL) {
            return offset;
        }
        String range = response.header("Content-Range", "");
        if (range == null || !range.startsWith("bytes " + offset + "-")) {
            throw errors.malformed(response, "another range of the file");
        }
        return 0;
    }

    private void skip(Response response, InputStream content, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = bytes;
        while (left > 0) {
            int read = content.read(chunk, 0, (int) Math.min(left, CHUNK));
            if (read < 0) {
                throw errors.malformed(response, "a file that ends before the offset");
            }
            left -= read;
        }
    }

    private long copy(InputStream content) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long written = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            try {
                to.write(chunk, 0, read);
            } catch (Throwable failed) { // the stream is the app's
                throw new ClientFailureException(failed);
            }
            written += read;
        }
        return written;
    }
}
