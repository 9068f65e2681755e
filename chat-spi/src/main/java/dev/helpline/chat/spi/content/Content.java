package dev.helpline.chat.spi.content;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.Author;
import java.util.List;
import java.util.Objects;

/** What a {@link ContentFilter} judges: a message that is not stored yet. Thread-safe: immutable. */
@Experimental
public final class Content {
    private final Author author;
    private final String text;
    private final List<String> previous;

    private Content(Builder builder) {
        author = builder.author;
        text = builder.text;
        previous = List.copyOf(builder.previous);
    }

    /** Returns a builder of content without previous texts. */
    public static Builder builder(Author author, String text) {
        return new Builder(author, text);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(author, text).previous(previous);
    }

    /** The participant who sends the message. */
    public Author author() {
        return author;
    }

    /** The text, as the filters before this one left it. Never blank. */
    public String text() {
        return text;
    }

    /**
     * The texts that the author sent to the session before, the newest first: at most 10, and only those that this node has in memory.
     */
    public List<String> previous() {
        return previous;
    }

    /** The author and the length; never the text. */
    @Override
    public String toString() {
        return "Content[" + author.type() + " " + author.id() + ", " + text.length() + " chars]";
    }

    /** Builds {@link Content}. Not thread-safe. */
    public static final class Builder {
        private final Author author;
        private String text;
        private List<String> previous = List.of();

        private Builder(Author author, String text) {
            this.author = Objects.requireNonNull(author, "author");
            this.text = Objects.requireNonNull(text, "text");
        }

        /** See {@link Content#text()}. */
        public Builder text(String value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /** See {@link Content#previous()}. Default: none. */
        public Builder previous(List<String> value) {
            previous = Objects.requireNonNull(value, "previous");
            return this;
        }

        /** Returns the content. */
        public Content build() {
            return new Content(this);
        }
    }
}
