package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a reader has read a session. Its marks only move forward.
 *
 * @param session the session
 * @param reader the reader
 * @param delivered up to where the reader is known to have received the log, and since when
 * @param read up to where the reader is known to have read the log, and since when
 * @param seenAt when the reader was last seen, at millisecond precision; may lag by a minute
 */
public record ReaderCursor(SessionId session, Reader reader, MarkHistory delivered, MarkHistory read, Instant seenAt) {
    /** Cuts the instant to milliseconds. */
    public ReaderCursor {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(delivered, "delivered");
        Objects.requireNonNull(read, "read");
        seenAt = Checks.millis(seenAt);
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
        return new ReaderCursor(
                session,
                reader,
                delivered.merge(other.delivered),
                read.merge(other.read),
                seenAt.isAfter(other.seenAt) ? seenAt : other.seenAt);
    }
}
