package dev.helpline.chat.client.attachment;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.internal.StepwiseCall;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Returns a file of a cache, or downloads it into the cache. Thread-safe. */
final class FetchCall extends StepwiseCall<File> {
    private static final int CHUNK = 8192;

    private final AttachmentCache cache;
    private final AttachmentApi api;
    private final String sessionId;
    private final Attachment attachment;

    FetchCall(AttachmentCache cache, AttachmentApi api, String sessionId, Attachment attachment) {
        super("the download of a file");
        this.cache = cache;
        this.api = api;
        this.sessionId = sessionId;
        this.attachment = attachment;
    }

    @Override
    public ChatCall<File> copy() {
        return new FetchCall(cache, api, sessionId, attachment);
    }

    @Override
    protected void begin() {
        Optional<File> kept = cache.find(sessionId, attachment);
        if (kept.isPresent()) {
            done(kept.get());
            return;
        }
        Target into = new Target();
        try {
            long offset = into.open();
            if (offset == attachment.size()) {
                arrived(into);
            } else {
                step(
                        api.download(sessionId, attachment.attachmentId(), offset, into),
                        written -> arrived(into),
                        failure -> brokeOff(into, failure));
            }
        } catch (IOException failed) {
            into.close();
            throw new UncheckedIOException(failed);
        } catch (RuntimeException failed) {
            into.close();
            throw failed;
        }
    }

    private void arrived(Target into) {
        File whole;
        try {
            into.flushToDisk();
            if (!into.isTheFile()) {
                into.delete();
                fail(ErrorCodes.MALFORMED_RESPONSE, "it is not the file that the message names");
                return;
            }
            whole = cache.keep(into.partial(), AttachmentCache.nameOf(sessionId, attachment.attachmentId()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            into.close();
        }
        done(whole);
    }

    /** Keeps what has arrived if the next attempt can go on with it. */
    private boolean brokeOff(Target into, ChatApiException failure) {
        if (!failure.isRetryable() && !failure.code().equals(ErrorCodes.CANCELED)) {
            into.delete();
        }
        into.close();
        return false;
    }

    /**
     * The file that is being written. Two downloads of one file at a time write to files of their own, of which only the first one is kept
     * if it breaks off.
     */
    private final class Target extends OutputStream {
        private final String name = AttachmentCache.nameOf(sessionId, attachment.attachmentId());
        private final boolean isFirst = cache.begin(name);
        private final String partialName = isFirst ? name : name + '-' + UUID.randomUUID();
        private @Nullable FileOutputStream out;
        private long written;

        /** Opens it, and returns how many bytes of the file it has. */
        long open() throws IOException {
            if (!isFirst) {
                cache.begin(partialName);
            }
            File partial = partial();
            if (partial.length() > attachment.size()) {
                delete();
            }
            written = partial.length();
            out = new FileOutputStream(partial, true);
            return written;
        }

        File partial() throws IOException {
            return cache.partial(partialName);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (out == null || written + length > attachment.size()) {
                throw new IOException("the file is longer than its message says");
            }
            out.write(bytes, offset, length);
            written += length;
        }

        void flushToDisk() throws IOException {
            if (out != null) {
                out.getFD().sync();
            }
        }

        boolean isTheFile() throws IOException {
            String expected = attachment.sha256().orElse(null);
            return written == attachment.size() && (expected == null || expected.equals(digest()));
        }

        private String digest() throws IOException {
            MessageDigest digest = AttachmentCache.sha256();
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = new FileInputStream(partial())) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    digest.update(chunk, 0, read);
                }
            }
            return AttachmentCache.hex(digest.digest());
        }

        void delete() {
            try {
                boolean unused = partial().delete();
            } catch (IOException noFolder) {
                // there is nothing to delete
            }
        }

        @Override
        public void close() {
            try {
                if (out != null) {
                    out.close();
                }
            } catch (IOException closedAlready) {
                // what was written is checked by its digest
            }
            if (!isFirst) {
                delete();
                cache.end(partialName);
            } else {
                cache.end(name);
            }
        }
    }
}
