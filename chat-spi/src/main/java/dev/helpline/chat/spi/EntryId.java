package dev.helpline.chat.spi;

/**
 * Names one entry, uniquely within its session. The id of a message comes from its author's
 * client, so that a retry is distinguished from a second message.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}; not {@code .} or {@code ..}, which clients remove
 *     from paths
 */
public record EntryId(String value) implements Comparable<EntryId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public EntryId {
        Identifiers.NAME.check("message id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.NAME.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for ASCII is the byte order that every store uses. */
    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
