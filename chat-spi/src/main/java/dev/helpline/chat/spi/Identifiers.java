package dev.helpline.chat.spi;

import java.util.Objects;

/** The one spelling rule of every id: 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}, compared exactly. */
final class Identifiers {
    static final int MAX_LENGTH = 128;

    private Identifiers() {}

    static boolean isValid(String value) {
        int length = value.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static String check(String kind, String value) {
        Objects.requireNonNull(value, kind);
        if (!isValid(value)) {
            throw new IllegalArgumentException(kind + " must be 1 to " + MAX_LENGTH
                    + " characters of A-Z a-z 0-9 . _ : -, had " + value.length() + " characters");
        }
        return value;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }
}
