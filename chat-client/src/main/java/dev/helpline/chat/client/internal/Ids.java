package dev.helpline.chat.client.internal;

/** Checks the spelling of ids, as the server does. Ids are case-sensitive. */
public final class Ids {
    private static final int MAX_LENGTH = 128;

    private Ids() {}

    /**
     * Checks the id of a session or a message. {@code .} and {@code ..} are rejected, since they would be removed from the
     * path of a URL (RFC 3986, section 5.2.4) and the request would go to another path.
     */
    public static String require(String id, String name) {
        if (!hasLength(id) || !id.chars().allMatch(Ids::isNameCharacter) || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException(name + " must be 1 to 128 of [A-Za-z0-9._:-], and not . or ..");
        }
        return id;
    }

    /** Checks the id of an agent: the subject of a token, as the agents' identity provider spells it. */
    public static String requireSubject(String id, String name) {
        if (!hasLength(id) || !id.chars().allMatch(Ids::isSubjectCharacter)) {
            throw new IllegalArgumentException(
                    name + " must be 1 to 128 printable ASCII characters without space, quotes, \\, < and >");
        }
        return id;
    }

    private static boolean hasLength(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }

    private static boolean isSubjectCharacter(int c) {
        return c > ' ' && c < 0x7f && "\"'\\<>".indexOf(c) < 0;
    }
}
