package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.EntryId;
import java.util.Objects;

/**
 * What readers of a reply see of the message that it replies to.
 *
 * @param message the id of the quoted message
 * @param type the type of the quoted message; see {@link Entry#type()}
 * @param author who wrote it
 * @param text the beginning of its text, at most {@value #MAX_TEXT} code points; if it is cut, it ends with "…"; empty if the message
 *     was withdrawn
 */
public record Quote(EntryId message, String type, Author author, String text) {
    /** The longest {@link #text()}, in code points: a few lines on a phone. */
    public static final int MAX_TEXT = 200;

    /** Checks presence only. */
    public Quote {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(text, "text");
    }

    /** Quotes a message, with the beginning of its text. */
    public static Quote of(Entry message) {
        return new Quote(message.id(), message.type(), message.author(), beginningOf(message.text()));
    }

    private static String beginningOf(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
    }

    /** The id of the message; never the text. */
    @Override
    public String toString() {
        return "Quote[" + message + "]";
    }
}
