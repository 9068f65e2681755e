package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Tells text from binary data that only begins like text. */
final class PlainText {
    private static final int BLOCK = 8192;

    private PlainText() {}

    /** Whether a file has no control characters but those that texts have, in UTF-16 or in any encoding that extends ASCII. */
    static boolean isText(FileContent content) {
        int mark = Bytes.of(content, 0, 2).u16be(0);
        boolean isUtf16 = mark == 0xfeff || mark == 0xfffe;
        return isUtf16 ? hasAllowedUnits(content, mark == 0xfeff) : hasAllowedBytes(content);
    }

    private static boolean hasAllowedBytes(FileContent content) {
        return eachBlock(content, (block, length) -> {
            for (int i = 0; i < length; i++) {
                if (!isAllowed(block[i] & 0xff)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean hasAllowedUnits(FileContent content, boolean bigEndian) {
        int high = bigEndian ? 0 : 1;
        return eachBlock(content, (block, length) -> {
            for (int i = 0; i + 1 < length; i += 2) {
                if (!isAllowed((block[i + high] & 0xff) << 8 | (block[i + 1 - high] & 0xff))) {
                    return false;
                }
            }
            return length % 2 == 0;
        });
    }

    private interface Check {
        boolean passes(byte[] block, int length);
    }

    /** Whether all blocks pass. All have the same even length, but for the last one, which may be shorter. */
    private static boolean eachBlock(FileContent content, Check check) {
        byte[] block = new byte[BLOCK];
        try (InputStream bytes = content.stream()) {
            int length = bytes.readNBytes(block, 0, BLOCK);
            while (length > 0 && check.passes(block, length)) {
                length = bytes.readNBytes(block, 0, BLOCK);
            }
            return length == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read", e);
        }
    }

    /** All but the control characters (ISO/IEC 6429, C0); line breaks, tabs and form feeds belong to texts. */
    private static boolean isAllowed(int c) {
        return (c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
