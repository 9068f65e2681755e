package dev.helpline.chat.client.participant;

import java.util.Locale;

/** The author of a message. */
public enum Sender {
    /** The customer. */
    CUSTOMER("user"),
    /** An agent. */
    AGENT("admin"),
    /** A bot. */
    BOT("bot"),
    /** The server itself. */
    SYSTEM("system"),
    /** An author of a newer server that this SDK does not know. */
    UNKNOWN("");

    private final String wireName;

    Sender(String wireName) {
        this.wireName = wireName;
    }

    /** For the SDK: returns the name in the protocol; empty for {@link #UNKNOWN}. */
    public String wireName() {
        return wireName;
    }

    /**
     * Returns the value that has this name in the protocol, in any case; {@link #UNKNOWN} if this SDK does not know the
     * name.
     */
    public static Sender of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Sender value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
