package dev.helpline.chat.client;

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

    static MessageType of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (MessageType value : values()) {
            if (value.wireName.equals(lower)) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
