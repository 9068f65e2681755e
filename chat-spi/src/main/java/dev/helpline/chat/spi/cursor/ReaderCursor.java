package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far a reader has read a session. Its marks only move forward. Thread-safe: immutable. */
public final class ReaderCursor {
    private final SessionId session;
    private final Reader reader;
    private final MarkHistory delivered;
    private final MarkHistory read;
    private final Instant seenAt;

    private ReaderCursor(Builder builder) {
        session = builder.session;
        reader = builder.reader;
        delivered = builder.delivered;
        read = builder.read;
        seenAt = builder.seenAt;
    }

    /** Returns a builder of the cursor of a reader who has received nothing yet. */
    public static Builder builder(SessionId session, Reader reader, Instant seenAt) {
        return new Builder(session, reader, seenAt);
    }

    /** Returns a builder that starts with the parts of this one. */
    public Builder toBuilder() {
        return new Builder(session, reader, seenAt).delivered(delivered).read(read);
    }

    /** The session. */
    public SessionId session() {
        return session;
    }

    /** The reader. */
    public Reader reader() {
        return reader;
    }

    /** Up to where the reader is known to have received the log, and since when. */
    public MarkHistory delivered() {
        return delivered;
    }

    /** Up to where the reader is known to have read the log, and since when. */
    public MarkHistory read() {
        return read;
    }

    /** When the reader was last seen, at millisecond precision; may lag by a minute. */
    public Instant seenAt() {
        return seenAt;
    }

    /** The highest seq the reader is known to have received; 0 if none. */
    public long deliveredSeq() {
        return delivered.seq();
    }

    /** The highest seq the reader is known to have read; 0 if none. */
    public long readSeq() {
        return read.seq();
    }

    /** Returns a cursor with what is known of each part from both. Both must be of one reader of one session. */
    public ReaderCursor merge(ReaderCursor other) {
        Checks.require(
                session.equals(other.session) && reader.equals(other.reader), "cursors of one reader can be merged");
        return builder(session, reader, seenAt.isAfter(other.seenAt) ? seenAt : other.seenAt)
                .delivered(delivered.merge(other.delivered))
                .read(read.merge(other.read))
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof ReaderCursor that
                && session.equals(that.session)
                && reader.equals(that.reader)
                && delivered.equals(that.delivered)
                && read.equals(that.read)
                && seenAt.equals(that.seenAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, reader, delivered, read, seenAt);
    }

    @Override
    public String toString() {
        return "ReaderCursor[" + session + " " + reader + ", delivered=" + delivered + ", read=" + read + ", seenAt="
                + seenAt + "]";
    }

    /** Builds a {@link ReaderCursor}. Not thread-safe. */
    public static final class Builder {
        private final SessionId session;
        private final Reader reader;
        private final Instant seenAt;
        private MarkHistory delivered = MarkHistory.NONE;
        private MarkHistory read = MarkHistory.NONE;

        private Builder(SessionId session, Reader reader, Instant seenAt) {
            this.session = Objects.requireNonNull(session, "session");
            this.reader = Objects.requireNonNull(reader, "reader");
            this.seenAt = Checks.millis(seenAt);
        }

        /** See {@link ReaderCursor#delivered()}. Default: {@link MarkHistory#NONE}. */
        public Builder delivered(MarkHistory value) {
            delivered = Objects.requireNonNull(value, "delivered");
            return this;
        }

        /** See {@link ReaderCursor#read()}. Default: {@link MarkHistory#NONE}. */
        public Builder read(MarkHistory value) {
            read = Objects.requireNonNull(value, "read");
            return this;
        }

        /** Returns the cursor. */
        public ReaderCursor build() {
            return new ReaderCursor(this);
        }
    }
}
