package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one reader of a session has read, when the reader was last seen, and which of it is stored. Thread-safe. */
final class ReaderState {
    private final SessionId session;
    private final Reader reader;
    private long deliveredSeq;
    private long readSeq;

    /** Milliseconds since the epoch: an {@link Instant} would be one more object per poll. */
    private long seenAtMillis;

    /** When this node last saw the reader, by elapsed time; meaningless unless {@link #isSeenHere}. */
    private long seenHereNanos;

    private boolean isSeenHere;
    private long storedDeliveredSeq;
    private long storedReadSeq;
    private Instant storedSeenAt = Instant.EPOCH;

    ReaderState(SessionId session, Reader reader) {
        this.session = session;
        this.reader = reader;
    }

    /** The reader called this node, at this time by the clock and by elapsed time. */
    synchronized void seenHere(long nowMillis, long nanos) {
        seenAtMillis = Math.max(seenAtMillis, nowMillis);
        isSeenHere = true;
        seenHereNanos = nanos;
    }

    /** When the reader last called this node, by elapsed time; null if not within the last while. */
    synchronized @Nullable Long seenHereWithin(Duration last, long nowNanos) {
        return isSeenHere && nowNanos - seenHereNanos < last.toNanos() ? seenHereNanos : null;
    }

    synchronized Instant seenAt() {
        return Instant.ofEpochMilli(seenAtMillis);
    }

    synchronized void delivered(long seq) {
        deliveredSeq = Math.max(deliveredSeq, seq);
    }

    /** What is read was delivered, too. Returns whether this is news. */
    synchronized boolean read(long seq) {
        boolean isNews = seq > readSeq;
        readSeq = Math.max(readSeq, seq);
        delivered(seq);
        return isNews;
    }

    synchronized ReadMark mark() {
        return new ReadMark(deliveredSeq, readSeq);
    }

    synchronized long deliveredSeq() {
        return deliveredSeq;
    }

    /** Forgets how far the reader has read, since the store may have lost what was read. */
    synchronized void forgetMarks() {
        deliveredSeq = 0;
        readSeq = 0;
        storedDeliveredSeq = 0;
        storedReadSeq = 0;
    }

    /** Takes over a cursor from the store, which another engine may have written. */
    synchronized void merge(ReaderCursor stored) {
        delivered(stored.deliveredSeq());
        read(stored.readSeq());
        seenAtMillis = Math.max(seenAtMillis, stored.seenAt().toEpochMilli());
        written(stored);
    }

    /**
     * The cursor, if it is worth a write.
     *
     * @param seenInterval how often, at most, a reader who was only seen is worth one, since that happens with every poll
     */
    synchronized Optional<ReaderCursor> unwritten(Duration seenInterval) {
        Instant seenAt = seenAt();
        boolean seenLately = seenAt.isAfter(storedSeenAt.plus(seenInterval));
        if (!seenLately && deliveredSeq == storedDeliveredSeq && readSeq == storedReadSeq) {
            return Optional.empty();
        }
        return Optional.of(new ReaderCursor(session, reader, deliveredSeq, readSeq, seenAt));
    }

    /** The store has this cursor. */
    synchronized void written(ReaderCursor cursor) {
        storedDeliveredSeq = Math.max(storedDeliveredSeq, cursor.deliveredSeq());
        storedReadSeq = Math.max(storedReadSeq, cursor.readSeq());
        if (cursor.seenAt().isAfter(storedSeenAt)) {
            storedSeenAt = cursor.seenAt();
        }
    }
}
