package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.EntryId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What readers of a reply see of the message that it replies to. Thread-safe: immutable. */
public final class Quote {
    /** The longest {@link #text()}, in code points: a few lines on a phone. */
    public static final int MAX_TEXT = 200;

    private final EntryId message;
    private final String type;
    private final Author author;
    private final String text;

    private Quote(Builder builder) {
        message = builder.message;
        type = builder.type;
        author = builder.author;
        text = beginningOf(builder.text);
    }

    /** Returns the quote of this message. */
    public static Quote of(Entry message) {
        return builder(message.id(), message.author())
                .type(message.type())
                .text(message.text())
                .build();
    }

    /** Returns a builder of the quote of a message without text, which this author wrote. */
    public static Builder builder(EntryId message, Author author) {
        return new Builder(message, author);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(message, author).type(type).text(text);
    }

    /** The id of the quoted message. */
    public EntryId message() {
        return message;
    }

    /** The type of the quoted message; see {@link Entry#type()}. */
    public String type() {
        return type;
    }

    /** Who wrote the quoted message. */
    public Author author() {
        return author;
    }

    /**
     * The beginning of the quoted text, at most {@value #MAX_TEXT} code points; if it is cut, it ends with "…". Empty if the message was
     * withdrawn.
     */
    public String text() {
        return text;
    }

    private static String beginningOf(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Quote that
                && message.equals(that.message)
                && type.equals(that.type)
                && author.equals(that.author)
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(message, type, author, text);
    }

    /** The id of the message; never the text. */
    @Override
    public String toString() {
        return "Quote[" + message + "]";
    }

    /** Builds a {@link Quote}. Not thread-safe. */
    public static final class Builder {
        private final EntryId message;
        private final Author author;
        private String type = "text";
        private String text = "";

        private Builder(EntryId message, Author author) {
            this.message = Objects.requireNonNull(message, "message");
            this.author = Objects.requireNonNull(author, "author");
        }

        /** See {@link Quote#type()}. Default: {@code text}. */
        public Builder type(String value) {
            type = Objects.requireNonNull(value, "type");
            return this;
        }

        /** The text of the message, which the quote cuts to its beginning. Default: empty. */
        public Builder text(String value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /** Returns the quote. */
        public Quote build() {
            return new Quote(this);
        }
    }
}
