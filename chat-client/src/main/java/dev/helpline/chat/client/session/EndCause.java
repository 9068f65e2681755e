package dev.helpline.chat.client.session;

import java.util.Locale;

/** Why a session ended. */
public enum EndCause {
    /** Somebody wanted it to end. */
    NORMAL("normal"),
    /** Nobody said anything for too long. */
    INACTIVITY("inactivity"),
    /** A cause that a newer server knows and this SDK does not. */
    UNKNOWN("");

    private final String wireName;

    EndCause(String wireName) {
        this.wireName = wireName;
    }

    /** The value with this name on the wire, in any case; {@link #UNKNOWN} for a name that this SDK does not know. */
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
