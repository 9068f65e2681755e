package dev.helpline.chat.spi.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session is about, as the customer stated it; the external reference may also come from the customer's token. Thread-safe: immutable.
 */
public final class Topic {
    /** A topic without any part. */
    public static final Topic NONE = builder().build();

    private final @Nullable String subject;
    private final @Nullable String category;
    private final @Nullable String externalRef;
    private final @Nullable Priority requestedPriority;
    private final @Nullable String context;
    private final @Nullable String locale;

    private Topic(Builder builder) {
        subject = builder.subject;
        category = builder.category;
        externalRef = builder.externalRef;
        requestedPriority = builder.requestedPriority;
        context = builder.context;
        locale = builder.locale;
    }

    /** Returns a builder of a topic without any part. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** One line, at most 255 code points. */
    public @Nullable String subject() {
        return subject;
    }

    /** A word of the host's choice, at most 64 code points. */
    public @Nullable String category() {
        return category;
    }

    /**
     * What the session belongs to in another system of the host's, such as an order or a ticket: one line, at most 128 code points. It is
     * compared exactly. Unless a token states it, it is what the customer's app said: the host checks whether the customer may see what it
     * names.
     */
    public @Nullable String externalRef() {
        return externalRef;
    }

    /** The priority that the customer asked for. It is a hint; see {@link Session#priority()}. */
    public @Nullable Priority requestedPriority() {
        return requestedPriority;
    }

    /**
     * A JSON object of the host's choice, such as order, restaurant and app version, as text of at most 8192 code
     * points.
     */
    public @Nullable String context() {
        return context;
    }

    /**
     * The language of the customer, as an IETF language tag such as {@code de-AT}; at most 35 ASCII characters. The engine writes the
     * texts of events in it if it is Arabic, English, French, German, Hindi or Spanish, and in English otherwise.
     */
    public @Nullable String locale() {
        return locale;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Topic that
                && Objects.equals(subject, that.subject)
                && Objects.equals(category, that.category)
                && Objects.equals(externalRef, that.externalRef)
                && Objects.equals(requestedPriority, that.requestedPriority)
                && Objects.equals(context, that.context)
                && Objects.equals(locale, that.locale);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, category, externalRef, requestedPriority, context, locale);
    }

    /** The category and the locale, but not what the customer wrote. */
    @Override
    public String toString() {
        return "Topic[" + category + " " + locale + "]";
    }

    /** Builds a {@link Topic}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String subject;
        private @Nullable String category;
        private @Nullable String externalRef;
        private @Nullable Priority requestedPriority;
        private @Nullable String context;
        private @Nullable String locale;

        private Builder() {}

        private Builder(Topic topic) {
            subject = topic.subject;
            category = topic.category;
            externalRef = topic.externalRef;
            requestedPriority = topic.requestedPriority;
            context = topic.context;
            locale = topic.locale;
        }

        /** See {@link Topic#subject()}. Default: none. */
        public Builder subject(@Nullable String value) {
            subject = value;
            return this;
        }

        /** See {@link Topic#category()}. Default: none. */
        public Builder category(@Nullable String value) {
            category = value;
            return this;
        }

        /** See {@link Topic#externalRef()}. Default: none. */
        public Builder externalRef(@Nullable String value) {
            externalRef = value;
            return this;
        }

        /** See {@link Topic#requestedPriority()}. Default: none. */
        public Builder requestedPriority(@Nullable Priority value) {
            requestedPriority = value;
            return this;
        }

        /** See {@link Topic#context()}. Default: none. */
        public Builder context(@Nullable String value) {
            context = value;
            return this;
        }

        /** See {@link Topic#locale()}. Default: none. */
        public Builder locale(@Nullable String value) {
            locale = value;
            return this;
        }

        /** Returns the Topic. */
        public Topic build() {
            return new Topic(this);
        }
    }
}
