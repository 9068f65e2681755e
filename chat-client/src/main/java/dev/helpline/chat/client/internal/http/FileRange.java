package dev.helpline.chat.client.internal.http;

/** Some bytes of a file. Immutable. */
public final class FileRange {
    private final long offset;
    private final long length;

    /** The bytes from {@code offset}, from 0, on; {@code length} of them, at least 1. */
    public FileRange(long offset, long length) {
        this.offset = offset;
        this.length = length;
    }

    /** The place of the first byte, from 0. */
    public long offset() {
        return offset;
    }

    /** How many bytes there are. */
    public long length() {
        return length;
    }
}
