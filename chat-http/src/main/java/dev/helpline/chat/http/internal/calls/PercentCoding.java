package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.wire.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes percent-encoding (RFC 3986, section 2.1) strictly. */
public final class PercentCoding {
    private PercentCoding() {}

    /**
     * Returns the decoded text; empty if an escape is incomplete, the bytes are not UTF-8, or a character is not
     * allowed in a URI.
     */
    public static Optional<String> decode(String encoded, boolean plusIsBlank) {
        return isPlain(encoded) ? Optional.of(encoded) : decodeEscapes(encoded, plusIsBlank);
    }

    /** Whether the text stands for itself, as ids and cursors do. */
    private static boolean isPlain(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' || c == '+' || c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decodeEscapes(String encoded, boolean plusIsBlank) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                if (i + 2 >= encoded.length() || !isHex(encoded.charAt(i + 1)) || !isHex(encoded.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else if (c <= ' ' || c >= 0x7f) {
                return Optional.empty();
            } else {
                bytes.write(c == '+' && plusIsBlank ? ' ' : c);
            }
        }
        return Utf8.decode(bytes.toByteArray());
    }

    private static boolean isHex(char c) {
        return HexFormat.isHexDigit(c);
    }
}
