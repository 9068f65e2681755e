package dev.helpline.chat.spi;

/**
 * Names an agent: the subject of the agent's token.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public AgentId {
        Identifiers.check("agent id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for this alphabet is the byte order every database of ours uses. */
    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    /** The bare {@link #value()}. */
    @Override
    public String toString() {
        return value;
    }
}
