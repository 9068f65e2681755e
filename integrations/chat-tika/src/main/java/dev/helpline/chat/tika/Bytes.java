package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.nio.charset.StandardCharsets;

/** Reads numbers in bytes that may end too early: a byte that is not there reads as 0. */
final class Bytes {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static Bytes of(FileContent content, long offset, int length) {
        return new Bytes(content.read(offset, length));
    }

    int size() {
        return bytes.length;
    }

    int u8(int at) {
        return at < bytes.length ? bytes[at] & 0xff : 0;
    }

    int u16le(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int u16be(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int u24le(int at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32le(int at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    long u32be(int at) {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    /** Whether these ASCII characters are there. */
    boolean has(int at, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < wanted.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes as text of one byte per character. */
    String text(int at, int length) {
        return new String(bytes, at, Math.max(0, Math.min(length, bytes.length - at)), StandardCharsets.ISO_8859_1);
    }
}
