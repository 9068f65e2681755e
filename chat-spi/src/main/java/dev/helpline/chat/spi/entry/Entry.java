package dev.helpline.chat.spi.entry;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.attachment.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One numbered item of a session's log. Entries are never changed. Thread-safe: immutable.
 */
public final class Entry {
    private final SessionId session;
    private final long seq;
    private final long prevVisibleSeq;
    private final long messageNumber;
    private final EntryId id;
    private final EntryKind kind;
    private final String type;
    private final Audience audience;
    private final Author author;
    private final Instant at;
    private final @Nullable Instant claimedAt;
    private final String text;
    private final @Nullable EntryId replyTo;
    private final @Nullable String metadata;
    private final @Nullable RichContent content;
    private final List<Attachment> attachments;
    private final String fingerprint;
    private final @Nullable Quote quote;
    private final @Nullable Instant editedAt;
    private final @Nullable Instant deletedAt;

    private Entry(Builder builder) {
        session = Objects.requireNonNull(builder.session, "session");
        seq = builder.seq;
        prevVisibleSeq = builder.prevVisibleSeq;
        messageNumber = builder.messageNumber;
        id = Objects.requireNonNull(builder.id, "id");
        kind = Objects.requireNonNull(builder.kind, "kind");
        type = Objects.requireNonNull(builder.type, "type");
        audience = Objects.requireNonNull(builder.audience, "audience");
        author = Objects.requireNonNull(builder.author, "author");
        at = Checks.millis(Objects.requireNonNull(builder.at, "at"));
        claimedAt = Checks.millisOrNull(builder.claimedAt);
        text = Objects.requireNonNull(builder.text, "text");
        replyTo = builder.replyTo;
        metadata = builder.metadata;
        content = builder.content;
        attachments = builder.attachments;
        fingerprint = Objects.requireNonNull(builder.fingerprint, "fingerprint");
        quote = builder.quote;
        editedAt = Checks.millisOrNull(builder.editedAt);
        deletedAt = Checks.millisOrNull(builder.deletedAt);
        Checks.within("seq", seq, 1, Long.MAX_VALUE);
        Checks.within("prevVisibleSeq", prevVisibleSeq, 0, seq - 1);
        Checks.within("messageNumber", messageNumber, 0, seq);
        Checks.require(
                (messageNumber > 0) == (kind == EntryKind.MESSAGE), "messages, and only messages, have a number");
        Checks.require(content == null || kind == EntryKind.MESSAGE, "only messages have content");
        Checks.require(attachments.isEmpty() || kind == EntryKind.MESSAGE, "only messages have attachments");
        Checks.require(
                quote == null || quote.message().equals(replyTo), "only a reply quotes, and only what it replies to");
    }

    /**
     * Returns a builder of an entry that all may see, written by the system. The caller has to set kind, type and
     * instant.
     */
    public static Builder builder(SessionId session, long seq, EntryId id) {
        return new Builder(session, seq, id);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The session whose log it is in. */
    public SessionId session() {
        return session;
    }

    /** From 1, without gaps: the only order of a log. */
    public long seq() {
        return seq;
    }

    /** The newest seq before this one that the customer may see; 0 if there is none. */
    public long prevVisibleSeq() {
        return prevVisibleSeq;
    }

    /** From 1, without gaps, among the messages of the session; 0 for an entry that is not a message. */
    public long messageNumber() {
        return messageNumber;
    }

    /** Unique within the session. */
    public EntryId id() {
        return id;
    }

    /** Message, event, note or amendment. */
    public EntryKind kind() {
        return kind;
    }

    /**
     * {@code text}, {@code image}, {@code file} or {@code system} for a message, a type of {@link EventType} for
     * an event, and one of {@link AmendmentType} for an amendment. At most 32 characters of {@code a-z _}.
     */
    public String type() {
        return type;
    }

    /** The participants who may see it. */
    public Audience audience() {
        return audience;
    }

    /** The participant who wrote it, or the system. */
    public Author author() {
        return author;
    }

    /** The UTC instant at which the engine accepted it, at millisecond precision. */
    public Instant at() {
        return at;
    }

    /**
     * The instant at which it was written by the clock of the author's client; null if the client did not say, or if
     * that is not plausible.
     */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    /**
     * The text as it was written; may be empty. At most 5000 code points. To readers the engine gives messages and amendments with the
     * text that the message has now.
     */
    public String text() {
        return text;
    }

    /** The entry of the same session that it replies to; for an amendment, and an event about a message, that message. */
    public @Nullable EntryId replyTo() {
        return replyTo;
    }

    /** A JSON object that the author's client added, as text of at most 4096 code points. */
    public @Nullable String metadata() {
        return metadata;
    }

    /** What clients show that know its type, in place of the text; null if there is only the text. */
    public @Nullable RichContent content() {
        return content;
    }

    /** The files that come with the message, in the order in which its author named them; mostly none. Unmodifiable. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /**
     * A keyed digest of what was sent, which tells a retry from another message with the same id. At most 128
     * characters; empty for an entry that the engine wrote itself.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * The message that it replies to, as a reader of this entry may see it. The engine adds it for readers. No store keeps it: it is null
     * in what a store writes and returns.
     */
    public @Nullable Quote quote() {
        return quote;
    }

    /**
     * When the message, or the message that this amendment names, got its text; null if it has the text that it was sent with, or was
     * withdrawn. The engine adds it for readers, as it does the {@link #quote()}.
     */
    public @Nullable Instant editedAt() {
        return editedAt;
    }

    /**
     * When the message, or the message that this amendment names, was withdrawn; null if it was not. The text is empty then. The engine
     * adds it for readers, as it does the {@link #quote()}.
     */
    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    /** Returns whether it is as a store keeps it, without anything that the engine adds for readers. */
    public boolean isAsStored() {
        return quote == null && editedAt == null && deletedAt == null;
    }

    /** Returns whether this is a message of a participant. */
    public boolean isMessage() {
        return kind == EntryKind.MESSAGE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Entry that
                && session.equals(that.session)
                && seq == that.seq
                && prevVisibleSeq == that.prevVisibleSeq
                && messageNumber == that.messageNumber
                && id.equals(that.id)
                && kind.equals(that.kind)
                && type.equals(that.type)
                && audience.equals(that.audience)
                && author.equals(that.author)
                && at.equals(that.at)
                && Objects.equals(claimedAt, that.claimedAt)
                && text.equals(that.text)
                && Objects.equals(replyTo, that.replyTo)
                && Objects.equals(metadata, that.metadata)
                && Objects.equals(content, that.content)
                && attachments.equals(that.attachments)
                && fingerprint.equals(that.fingerprint)
                && Objects.equals(quote, that.quote)
                && Objects.equals(editedAt, that.editedAt)
                && Objects.equals(deletedAt, that.deletedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, seq, id);
    }

    /** Ids, numbers and kind; never the text. */
    @Override
    public String toString() {
        return "Entry[" + session + " #" + seq + " " + kind + "/" + type + " " + id + "]";
    }

    /** Builds an {@link Entry}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final long seq;
        private long prevVisibleSeq = 0;
        private long messageNumber = 0;
        private final EntryId id;
        private @Nullable EntryKind kind;
        private @Nullable String type;
        private Audience audience = Audience.ALL;
        private Author author = Author.SYSTEM;
        private @Nullable Instant at;
        private @Nullable Instant claimedAt;
        private String text = "";
        private @Nullable EntryId replyTo;
        private @Nullable String metadata;
        private @Nullable RichContent content;
        private List<Attachment> attachments = List.of();
        private String fingerprint = "";
        private @Nullable Quote quote;
        private @Nullable Instant editedAt;
        private @Nullable Instant deletedAt;

        private Builder(SessionId session, long seq, EntryId id) {
            this.session = Objects.requireNonNull(session, "session");
            this.seq = seq;
            this.id = Objects.requireNonNull(id, "id");
        }

        private Builder(Entry entry) {
            session = entry.session;
            seq = entry.seq;
            prevVisibleSeq = entry.prevVisibleSeq;
            messageNumber = entry.messageNumber;
            id = entry.id;
            kind = entry.kind;
            type = entry.type;
            audience = entry.audience;
            author = entry.author;
            at = entry.at;
            claimedAt = entry.claimedAt;
            text = entry.text;
            replyTo = entry.replyTo;
            metadata = entry.metadata;
            content = entry.content;
            attachments = entry.attachments;
            fingerprint = entry.fingerprint;
            quote = entry.quote;
            editedAt = entry.editedAt;
            deletedAt = entry.deletedAt;
        }

        /** See {@link Entry#prevVisibleSeq()}. Default: 0. */
        public Builder prevVisibleSeq(long value) {
            prevVisibleSeq = value;
            return this;
        }

        /** See {@link Entry#messageNumber()}. Default: 0. */
        public Builder messageNumber(long value) {
            messageNumber = value;
            return this;
        }

        /** See {@link Entry#kind()}. Required. */
        public Builder kind(EntryKind value) {
            kind = Objects.requireNonNull(value, "kind");
            return this;
        }

        /** See {@link Entry#type()}. Required. */
        public Builder type(String value) {
            type = Objects.requireNonNull(value, "type");
            return this;
        }

        /** See {@link Entry#audience()}. Default: ALL. */
        public Builder audience(Audience value) {
            audience = Objects.requireNonNull(value, "audience");
            return this;
        }

        /** See {@link Entry#author()}. Default: the system. */
        public Builder author(Author value) {
            author = Objects.requireNonNull(value, "author");
            return this;
        }

        /** See {@link Entry#at()}. Required. */
        public Builder at(Instant value) {
            at = Objects.requireNonNull(value, "at");
            return this;
        }

        /** See {@link Entry#claimedAt()}. Default: none. */
        public Builder claimedAt(@Nullable Instant value) {
            claimedAt = value;
            return this;
        }

        /** See {@link Entry#text()}. Default: empty. */
        public Builder text(String value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /** See {@link Entry#replyTo()}. Default: none. */
        public Builder replyTo(@Nullable EntryId value) {
            replyTo = value;
            return this;
        }

        /** See {@link Entry#metadata()}. Default: none. */
        public Builder metadata(@Nullable String value) {
            metadata = value;
            return this;
        }

        /** See {@link Entry#content()}. Default: none. */
        public Builder content(@Nullable RichContent value) {
            content = value;
            return this;
        }

        /** See {@link Entry#attachments()}. Default: none. */
        public Builder attachments(List<Attachment> value) {
            attachments = List.copyOf(value);
            return this;
        }

        /** See {@link Entry#fingerprint()}. Default: empty. */
        public Builder fingerprint(String value) {
            fingerprint = Objects.requireNonNull(value, "fingerprint");
            return this;
        }

        /** See {@link Entry#quote()}. Default: none. */
        public Builder quote(@Nullable Quote value) {
            quote = value;
            return this;
        }

        /** See {@link Entry#editedAt()}. Default: none. */
        public Builder editedAt(@Nullable Instant value) {
            editedAt = value;
            return this;
        }

        /** See {@link Entry#deletedAt()}. Default: none. */
        public Builder deletedAt(@Nullable Instant value) {
            deletedAt = value;
            return this;
        }

        /** Returns the Entry; throws {@link IllegalArgumentException} if its parts do not agree. */
        public Entry build() {
            return new Entry(this);
        }
    }
}
