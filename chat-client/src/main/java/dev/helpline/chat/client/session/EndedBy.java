package dev.helpline.chat.client.session;

import java.util.Locale;

/** Who ended a session. */
public enum EndedBy {
    /** Who asked. */
    CUSTOMER("user"),
    /** Who answered. */
    AGENT("admin"),
    /** The server itself, for one for inactivity. */
    SYSTEM("system"),
    /** Somebody a newer server knows and this SDK does not. */
    UNKNOWN("");

    private final String wireName;

    EndedBy(String wireName) {
        this.wireName = wireName;
    }

    /** The value with this name on the wire, in any case; {@link #UNKNOWN} for a name that this SDK does not know. */
    public static EndedBy of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (EndedBy value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
