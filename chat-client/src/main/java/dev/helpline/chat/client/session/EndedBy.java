package dev.helpline.chat.client.session;

import java.util.Locale;

/** Who ended a session. */
public enum EndedBy {
    /** The customer. */
    CUSTOMER("user"),
    /** An agent. */
    AGENT("admin"),
    /** The server, for example for inactivity. */
    SYSTEM("system"),
    /** A participant of a newer server that this SDK does not know. */
    UNKNOWN("");

    private final String wireName;

    EndedBy(String wireName) {
        this.wireName = wireName;
    }

    /**
     * Returns the value that has this name in the protocol, in any case; {@link #UNKNOWN} if this SDK does not know the
     * name.
     */
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
