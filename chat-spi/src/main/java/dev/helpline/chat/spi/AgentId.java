package dev.helpline.chat.spi;

/**
 * Names an agent: the subject of the agent's token.
 *
 * <p>Ids are exact: {@code Bob} is not {@code bob}, in memory and in every database.
 *
 * @param value 1 to 128 printable ASCII characters; no space, {@code "}, {@code '}, {@code \}, {@code <} or {@code >}
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** Checks the spelling; throws {@link IllegalArgumentException} naming the rule, never the value. */
    public AgentId {
        Identifiers.SUBJECT.check("agent id", value);
    }

    /** Whether {@code value} is spelled like an id. */
    public static boolean isValid(String value) {
        return Identifiers.SUBJECT.isValid(value);
    }

    /** Orders by UTF-16 code unit, which for ASCII is the byte order that every store uses. */
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
