package dev.helpline.chat.core.message;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.RichContent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to send in a session. Thread-safe: immutable.
 */
public final class SendMessage {
    private final SessionId session;
    private final @Nullable EntryId id;
    private final String text;
    private final @Nullable Instant claimedAt;
    private final @Nullable EntryId replyTo;
    private final @Nullable String metadata;
    private final @Nullable RichContent content;
    private final List<AttachmentId> attachments;

    private SendMessage(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        id = builder.id;
        text = Objects.requireNonNull(builder.text, "text");
        claimedAt = builder.claimedAt;
        replyTo = builder.replyTo;
        metadata = builder.metadata;
        content = builder.content;
        attachments = builder.attachments;
    }

    /** Returns a builder of a message without id, reply and metadata. */
    public static Builder builder(SessionId session, String text) {
        return new Builder(session, text);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /**
     * The id that the sender's client made. Sending it again with the same content returns the stored entry. If it is
     * null, the engine makes one, and a repeat is stored twice.
     */
    public @Nullable EntryId id() {
        return id;
    }

    /**
     * The text: not blank unless the message has attachments, no control characters but line breaks and tabs, at most as long as the
     * policy allows. Stored unchanged.
     */
    public String text() {
        return text;
    }

    /** When the message was written, by the client's clock. */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    /** The message of the same session that this one replies to. */
    public @Nullable EntryId replyTo() {
        return replyTo;
    }

    /** A JSON object as text of at most 4096 code points, stored unchanged. */
    public @Nullable String metadata() {
        return metadata;
    }

    /**
     * What clients show that know its type, in place of the text, which all others show. Stored unchanged; an edit of the text drops it. The
     * engine checks its length only: what comes over HTTP or a socket is checked there.
     */
    @Experimental
    public @Nullable RichContent content() {
        return content;
    }

    /**
     * The files that come with the message, each of them once, at most as many as the policy allows. The sender has uploaded them to the
     * session, and no other message has them. Unmodifiable.
     */
    public List<AttachmentId> attachments() {
        return attachments;
    }

    /** Returns a message under an id that the engine makes. */
    public static SendMessage of(SessionId session, String text) {
        return builder(session, text).build();
    }

    /** Returns a message that can be sent again without being stored twice. */
    public static SendMessage of(SessionId session, EntryId id, String text) {
        return builder(session, text).id(Objects.requireNonNull(id, "id")).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SendMessage that
                && session.equals(that.session)
                && Objects.equals(id, that.id)
                && text.equals(that.text)
                && Objects.equals(claimedAt, that.claimedAt)
                && Objects.equals(replyTo, that.replyTo)
                && Objects.equals(metadata, that.metadata)
                && Objects.equals(content, that.content)
                && attachments.equals(that.attachments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, id, text, claimedAt, replyTo, metadata, content, attachments);
    }

    /** The ids only, never the text. */
    @Override
    public String toString() {
        return "SendMessage[" + session + " " + id + "]";
    }

    /** Builds a {@link SendMessage}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private @Nullable EntryId id;
        private final String text;
        private @Nullable Instant claimedAt;
        private @Nullable EntryId replyTo;
        private @Nullable String metadata;
        private @Nullable RichContent content;
        private List<AttachmentId> attachments = List.of();

        private Builder(SessionId session, String text) {
            this.session = Objects.requireNonNull(session, "session");
            this.text = Objects.requireNonNull(text, "text");
        }

        private Builder(SendMessage sendMessage) {
            session = sendMessage.session;
            id = sendMessage.id;
            text = sendMessage.text;
            claimedAt = sendMessage.claimedAt;
            replyTo = sendMessage.replyTo;
            metadata = sendMessage.metadata;
            content = sendMessage.content;
            attachments = sendMessage.attachments;
        }

        /** See {@link SendMessage#id()}. Default: none. */
        public Builder id(@Nullable EntryId value) {
            id = value;
            return this;
        }

        /** See {@link SendMessage#claimedAt()}. Default: none. */
        public Builder claimedAt(@Nullable Instant value) {
            claimedAt = value;
            return this;
        }

        /** See {@link SendMessage#replyTo()}. Default: none. */
        public Builder replyTo(@Nullable EntryId value) {
            replyTo = value;
            return this;
        }

        /** See {@link SendMessage#metadata()}. Default: none. */
        public Builder metadata(@Nullable String value) {
            metadata = value;
            return this;
        }

        /** See {@link SendMessage#content()}. Default: none. */
        @Experimental
        public Builder content(@Nullable RichContent value) {
            content = value;
            return this;
        }

        /** See {@link SendMessage#attachments()}. Default: none. */
        public Builder attachments(List<AttachmentId> value) {
            attachments = List.copyOf(value);
            return this;
        }

        /** Returns the SendMessage. */
        public SendMessage build() {
            return new SendMessage(this);
        }
    }
}
