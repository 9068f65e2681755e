package dev.helpline.chat.client;

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

    static EndCause of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (EndCause value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
