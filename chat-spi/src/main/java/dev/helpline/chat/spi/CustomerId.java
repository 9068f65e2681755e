package dev.helpline.chat.spi;

/**
 * Names a customer: the subject of the customer's token.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}
 */
public record CustomerId(String value) implements Comparable<CustomerId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public CustomerId {
        Identifiers.check("customer id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for this alphabet is the byte order every database of ours uses. */
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
