package dev.helpline.chat.spi;

/**
 * Names a customer: the subject of the customer's token.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 printable ASCII characters; no space, {@code "}, {@code '}, {@code \}, {@code <} or {@code >}
 */
public record CustomerId(String value) implements Comparable<CustomerId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public CustomerId {
        Identifiers.SUBJECT.check("customer id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.SUBJECT.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for ASCII is the byte order that every store uses. */
    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
