package dev.helpline.chat.client.session;

import java.util.Locale;

/** Why a session ended. */
public enum EndCause {
    /** A participant ended it. */
    NORMAL("normal"),
    /** No participant wrote anything for too long. */
    INACTIVITY("inactivity"),
    /** A cause of a newer server that this SDK does not know. */
    UNKNOWN("");

    private final String wireName;

    EndCause(String wireName) {
        this.wireName = wireName;
    }

    /**
     * Returns the value that has this name in the protocol, in any case; {@link #UNKNOWN} if this SDK does not know the
     * name.
     */
    public static EndCause of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (EndCause value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
