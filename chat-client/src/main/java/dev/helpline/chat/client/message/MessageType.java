package dev.helpline.chat.client.message;

import java.util.Locale;

/** The kind of a message. */
public enum MessageType {
    /** Plain text. */
    TEXT("text"),
    /** An image. */
    IMAGE("image"),
    /** A file. */
    FILE("file"),
    /** A note from an agent to the other agents; customers never get one. */
    NOTE("note"),
    /** A text about an event of the session. */
    SYSTEM("system"),
    /** A kind of a newer server that this SDK does not know; show the text. */
    UNKNOWN("");

    private final String wireName;

    MessageType(String wireName) {
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
    public static MessageType of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (MessageType value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
