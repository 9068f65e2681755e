package dev.helpline.chat.client.participant;

import java.util.Locale;

/** Which side wrote a message. */
public enum Sender {
    /** Who asks. */
    CUSTOMER("user"),
    /** Who answers. */
    AGENT("admin"),
    /** A program that answers. */
    BOT("bot"),
    /** The server itself. */
    SYSTEM("system"),
    /** A side that a newer server knows and this SDK does not. */
    UNKNOWN("");

    private final String wireName;

    Sender(String wireName) {
        this.wireName = wireName;
    }

    /** The value with this name on the wire, in any case; {@link #UNKNOWN} for a name that this SDK does not know. */
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
