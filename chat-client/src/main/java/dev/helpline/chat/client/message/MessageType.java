package dev.helpline.chat.client.message;

import java.util.Locale;

/** What kind of message it is. */
public enum MessageType {
    /** Plain text. */
    TEXT("text"),
    /** An image. */
    IMAGE("image"),
    /** A file. */
    FILE("file"),
    /** Something that happened, told in words. */
    SYSTEM("system"),
    /** A kind that a newer server knows and this SDK does not; show its text. */
    UNKNOWN("");

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    /** The value with this name on the wire, in any case; {@link #UNKNOWN} for a name that this SDK does not know. */
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
