package dev.helpline.chat.tika;

import dev.helpline.chat.spi.attachment.FileContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Tells text from binary data that only begins like text. */
final class PlainText {
    private PlainText() {}

    /** Whether a file has no control characters but those that texts have, in UTF-16 or in any encoding that extends ASCII. */
    static boolean isText(FileContent content) {
        int mark = Bytes.of(content, 0, 2).u16be(0);
        boolean isUtf16 = mark == 0xfeff || mark == 0xfffe;
        return isUtf16 ? hasAllowedUnits(content, mark == 0xfeff) : hasAllowedBytes(content);
    }

    private static boolean hasAllowedBytes(FileContent content) {
        try (InputStream bytes = new BufferedInputStream(content.stream())) {
            int next = bytes.read();
            while (next >= 0 && isAllowed(next)) {
                next = bytes.read();
            }
            return next < 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read", e);
        }
    }

    private static boolean hasAllowedUnits(FileContent content, boolean bigEndian) {
        try (InputStream bytes = new BufferedInputStream(content.stream())) {
            int first = bytes.read();
            int second = bytes.read();
            while (second >= 0 && isAllowed(bigEndian ? first << 8 | second : second << 8 | first)) {
                first = bytes.read();
                second = bytes.read();
            }
            return first < 0 && second < 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read", e);
        }
    }

    /** All but the control characters (ISO/IEC 6429, C0); line breaks, tabs and form feeds belong to texts. */
    private static boolean isAllowed(int c) {
        return (c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
