package dev.helpline.chat.spi;

import java.util.Objects;

/**
 * The two spelling rules of ids. Both compare exactly and allow 1 to 128 characters, all of them ASCII.
 *
 * <p>Ids of sessions and entries appear in paths of URLs, so they are limited to characters that no client, proxy or
 * server encodes differently, and are not {@code .} or {@code ..}, which clients remove from a path (RFC 3986, section
 * 5.2.4). Ids of people come from identity providers, whose subjects hold other characters, such as {@code auth0|5f3}
 * or an e-mail address; these ids never appear in a path.
 */
enum Identifiers {
    /** Ids of sessions and entries. */
    NAME("characters of A-Z a-z 0-9 . _ : -, and not . or ..") {
        @Override
        boolean allows(char c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == ':'
                    || c == '-';
        }

        @Override
        boolean isReserved(String value) {
            return value.equals(".") || value.equals("..");
        }
    },

    /** Ids of customers and agents. */
    SUBJECT("printable ASCII characters without space, quotes, \\, < and >") {
        @Override
        boolean allows(char c) {
            return c > ' ' && c < 0x7f && "\"'\\<>".indexOf(c) < 0;
        }

        @Override
        boolean isReserved(String value) {
            return false;
        }
    };

    private static final int MAX_LENGTH = 128;

    private final String rule;

    Identifiers(String rule) {
        this.rule = rule;
    }

    abstract boolean allows(char c);

    abstract boolean isReserved(String value);

    boolean isValid(String value) {
        int length = value.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!allows(value.charAt(i))) {
                return false;
            }
        }
        return !isReserved(value);
    }

    void check(String kind, String value) {
        Objects.requireNonNull(value, kind);
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    kind + " must be 1 to " + MAX_LENGTH + " " + rule + ", had " + value.length() + " characters");
        }
    }
}
