package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Content in memory, which counts the bytes that are read. */
final class ContentOf implements FileContent {
    private final byte[] bytes;
    private long bytesRead;

    ContentOf(byte[] bytes) {
        this.bytes = bytes;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        int from = (int) Math.min(bytes.length, offset);
        byte[] part = Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
        bytesRead += part.length;
        return part;
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }
}
