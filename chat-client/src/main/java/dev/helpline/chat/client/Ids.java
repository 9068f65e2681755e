package dev.helpline.chat.client;

/** Ids are exact: 1 to 128 of {@code A-Z a-z 0-9 . _ : -}. */
final class Ids {
    private static final int MAX_LENGTH = 128;

    private Ids() {}

    static String require(String id, String name) {
        if (id.isEmpty() || id.length() > MAX_LENGTH || !id.chars().allMatch(Ids::isAllowed)) {
            throw new IllegalArgumentException(name + " must be 1 to 128 of [A-Za-z0-9._:-]");
        }
        return id;
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }
}
