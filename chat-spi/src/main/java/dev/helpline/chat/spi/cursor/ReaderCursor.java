package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a reader has read a session. No part ever shrinks.
 *
 * @param session the session
 * @param reader the reader
 * @param deliveredSeq the highest seq the reader is known to have received; 0 if none
 * @param readSeq the highest seq the reader is known to have read; 0 if none
 * @param seenAt when the reader was last seen, at millisecond precision; may lag by a minute
 */
public record ReaderCursor(SessionId session, Reader reader, long deliveredSeq, long readSeq, Instant seenAt) {
    /** Checks the numbers and cuts the instant to milliseconds. */
    public ReaderCursor {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(reader, "reader");
        Checks.within("deliveredSeq", deliveredSeq, 0, Long.MAX_VALUE);
        Checks.within("readSeq", readSeq, 0, Long.MAX_VALUE);
        seenAt = Checks.millis(seenAt);
    }

    /** Returns a cursor with the larger of each part. Both must be of one reader of one session. */
    public ReaderCursor merge(ReaderCursor other) {
        Checks.require(
                session.equals(other.session) && reader.equals(other.reader), "cursors of one reader can be merged");
        return new ReaderCursor(
                session,
                reader,
                Math.max(deliveredSeq, other.deliveredSeq),
                Math.max(readSeq, other.readSeq),
                seenAt.isAfter(other.seenAt) ? seenAt : other.seenAt);
    }
}
