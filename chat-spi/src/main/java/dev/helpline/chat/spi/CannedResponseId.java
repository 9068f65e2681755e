package dev.helpline.chat.spi;

/**
 * Names one canned response. The id comes from the client or the host that saves it, so that saving can be repeated.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}; not {@code .} or {@code ..}, which clients remove from paths
 */
public record CannedResponseId(String value) implements Comparable<CannedResponseId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public CannedResponseId {
        Identifiers.NAME.check("canned response id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.NAME.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for ASCII is the byte order that every store uses. */
    @Override
    public int compareTo(CannedResponseId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
