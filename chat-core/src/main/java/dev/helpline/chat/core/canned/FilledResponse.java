package dev.helpline.chat.core.canned;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.canned.CannedActions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A canned response with the facts of one session in place of its placeholders. Thread-safe: immutable. */
@Experimental
public final class FilledResponse {
    private final String text;
    private final CannedActions actions;
    private final List<String> missing;

    private FilledResponse(Builder builder) {
        text = builder.text;
        actions = builder.actions;
        missing = List.copyOf(builder.missing);
    }

    /** Returns a builder of a response without actions, in which no placeholder is missing. */
    public static Builder builder(String text) {
        return new Builder(text);
    }

    /** The text, ready to be sent; empty if the response has only actions. */
    public String text() {
        return text;
    }

    /** What is to be done together with sending the text; none for a response that is only a text. */
    public CannedActions actions() {
        return actions;
    }

    /**
     * The placeholders for which the session has no value and the response no substitute, each once, in their order; nothing stands in their
     * place.
     */
    public List<String> missing() {
        return missing;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof FilledResponse that
                && text.equals(that.text)
                && actions.equals(that.actions)
                && missing.equals(that.missing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, actions, missing);
    }

    /** How many placeholders are missing; never the text. */
    @Override
    public String toString() {
        return "FilledResponse[" + missing.size() + " missing]";
    }

    /** Builds a {@link FilledResponse}. Not thread-safe. */
    public static final class Builder {
        private final String text;
        private CannedActions actions = CannedActions.NONE;
        private List<String> missing = List.of();

        private Builder(String text) {
            this.text = Objects.requireNonNull(text, "text");
        }

        /** See {@link FilledResponse#actions()}. Default: none. */
        public Builder actions(CannedActions value) {
            actions = Objects.requireNonNull(value, "actions");
            return this;
        }

        /** See {@link FilledResponse#missing()}. Default: none. */
        public Builder missing(List<String> value) {
            missing = Objects.requireNonNull(value, "missing");
            return this;
        }

        /** Returns the response. */
        public FilledResponse build() {
            return new FilledResponse(this);
        }
    }
}
