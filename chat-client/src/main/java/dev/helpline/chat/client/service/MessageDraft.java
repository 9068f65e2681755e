package dev.helpline.chat.client.service;

import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.internal.Ids;
import dev.helpline.chat.client.internal.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a customer writes: a text, perhaps as a reply or with metadata. Immutable. */
public final class MessageDraft {
    private final String text;
    private final @Nullable String replyTo;
    private final Map<String, ?> metadata;
    private final List<OutgoingFile> files;

    private MessageDraft(Builder builder) {
        text = builder.text;
        replyTo = builder.replyTo;
        metadata = builder.metadata;
        files = builder.files;
    }

    /** Returns a draft of a text, sent exactly as given. */
    public static MessageDraft of(String text) {
        return builder(text).build();
    }

    /**
     * Starts a builder.
     *
     * @param text the text, sent exactly as given
     */
    public static Builder builder(String text) {
        return new Builder(text);
    }

    /** The text, sent exactly as given. */
    public String text() {
        return text;
    }

    /** The id of the message to which it replies. */
    public Optional<String> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /** What the sender attached, as plain values, lists and maps; empty if nothing is attached. */
    public Map<String, ?> metadata() {
        return metadata;
    }

    /** The files to upload with it; empty if there are none. */
    public List<OutgoingFile> files() {
        return files;
    }

    /** Returns the same draft with other files. */
    MessageDraft with(List<OutgoingFile> others) {
        Builder builder = new Builder(text);
        builder.replyTo = replyTo;
        builder.metadata = metadata;
        return builder.files(others).build();
    }

    @Override
    public String toString() {
        return "MessageDraft{replyTo=" + replyTo + "}";
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String text;
        private @Nullable String replyTo;
        private Map<String, ?> metadata = Collections.emptyMap();
        private List<OutgoingFile> files = Collections.emptyList();

        private Builder(String text) {
            this.text = Objects.requireNonNull(text, "text");
        }

        /**
         * The id of the message to which it replies. Default: none.
         *
         * @throws IllegalArgumentException if it is not a valid id
         */
        public Builder replyTo(String replyTo) {
            this.replyTo = Ids.require(replyTo, "replyTo");
            return this;
        }

        /**
         * Values to attach: strings, numbers, booleans, lists and maps. Default: nothing.
         *
         * @throws IllegalArgumentException if a value has no JSON form
         */
        public Builder metadata(Map<String, ?> metadata) {
            this.metadata = Json.copy(metadata);
            return this;
        }

        /**
         * Files to upload with it; the text may then be blank. Files without an id get one. Default: none.
         */
        public Builder files(List<OutgoingFile> files) {
            this.files = Collections.unmodifiableList(new ArrayList<>(files));
            return this;
        }

        /** Makes the MessageDraft. */
        public MessageDraft build() {
            return new MessageDraft(this);
        }
    }
}
