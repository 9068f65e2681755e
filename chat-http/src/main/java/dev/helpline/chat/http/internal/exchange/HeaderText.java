package dev.helpline.chat.http.internal.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.helpline.chat.http.internal.wire.Utf8;
import java.util.Optional;

/**
 * The text of a header. HTTP carries bytes there (RFC 9110, section 5.5), and servers hand out one character for each
 * byte; some decode UTF-8 themselves. Here the bytes are UTF-8, and anything else is rejected, so that every server gives
 * the same text for the same bytes.
 */
final class HeaderText {
    private HeaderText() {}

    /** The text; empty if it is neither bytes in sound UTF-8, one to a character, nor sound text already. */
    static Optional<String> decode(String value) {
        if (value.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(value);
        }
        return value.chars().allMatch(c -> c <= 0xff)
                ? Utf8.decode(value.getBytes(ISO_8859_1))
                : Optional.of(value).filter(HeaderText::isSound);
    }

    /** A server that decodes by itself puts U+FFFD in place of what it cannot read. */
    private static boolean isSound(String text) {
        return Utf8.isSound(text) && text.indexOf('\ufffd') < 0;
    }
}
