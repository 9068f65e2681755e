package dev.helpline.chat.http.internal.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.helpline.chat.http.internal.wire.Utf8;
import java.util.Optional;

/**
 * Decodes the text of a header. HTTP defines header values as bytes (RFC 9110, section 5.5); most servers return one
 * character per byte, and some decode UTF-8 themselves. The chat accepts only UTF-8, so that every server yields the
 * same text for the same bytes.
 */
final class HeaderText {
    private HeaderText() {}

    /**
     * Returns the text; empty if the value is neither valid UTF-8 with one character per byte nor text that was decoded
     * without loss.
     */
    static Optional<String> decode(String value) {
        if (isAscii(value)) {
            return Optional.of(value);
        }
        return value.chars().allMatch(c -> c <= 0xff)
                ? Utf8.decode(value.getBytes(ISO_8859_1))
                : Optional.of(value).filter(HeaderText::isSound);
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** A server that decodes UTF-8 itself replaces invalid bytes by U+FFFD. */
    private static boolean isSound(String text) {
        return Utf8.isSound(text) && text.indexOf('\ufffd') < 0;
    }
}
