package dev.helpline.chat.spi;

/**
 * Names one attachment, uniquely within its session. The id comes from the client that uploads the file, so that an upload that broke off
 * can be resumed.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}; not {@code .} or {@code ..}, which clients remove
 *     from paths
 */
public record AttachmentId(String value) implements Comparable<AttachmentId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public AttachmentId {
        Identifiers.NAME.check("attachment id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.NAME.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for ASCII is the byte order that every store uses. */
    @Override
    public int compareTo(AttachmentId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
