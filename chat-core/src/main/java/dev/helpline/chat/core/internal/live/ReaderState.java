package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far one reader of a session has read, when the reader was last seen, and which of it is stored. Thread-safe. */
final class ReaderState {
    private final SessionId session;
    private final Reader reader;
    private long deliveredSeq;
    private Instant seenAt = Instant.EPOCH;
    private long storedDeliveredSeq;
    private Instant storedSeenAt = Instant.EPOCH;

    ReaderState(SessionId session, Reader reader) {
        this.session = session;
        this.reader = reader;
    }

    synchronized void seen(Instant now) {
        if (now.isAfter(seenAt)) {
            seenAt = now;
        }
    }

    synchronized Instant seenAt() {
        return seenAt;
    }

    synchronized void delivered(long seq) {
        deliveredSeq = Math.max(deliveredSeq, seq);
    }

    synchronized long deliveredSeq() {
        return deliveredSeq;
    }

    /** Forgets how far the reader has read, since the store may have lost what was read. */
    synchronized void forgetDelivered() {
        deliveredSeq = 0;
        storedDeliveredSeq = 0;
    }

    /** Takes over a cursor from the store, which another engine may have written. */
    synchronized void merge(ReaderCursor stored) {
        delivered(stored.deliveredSeq());
        seen(stored.seenAt());
        written(stored);
    }

    /**
     * The cursor, if it is worth a write.
     *
     * @param seenInterval how often, at most, a reader who was only seen is worth one, since that happens with every poll
     */
    synchronized Optional<ReaderCursor> unwritten(Duration seenInterval) {
        boolean seenLately = seenAt.isAfter(storedSeenAt.plus(seenInterval));
        if (!seenLately && deliveredSeq == storedDeliveredSeq) {
            return Optional.empty();
        }
        return Optional.of(new ReaderCursor(session, reader, deliveredSeq, 0, seenAt));
    }

    /** The store has this cursor. */
    synchronized void written(ReaderCursor cursor) {
        storedDeliveredSeq = Math.max(storedDeliveredSeq, cursor.deliveredSeq());
        if (cursor.seenAt().isAfter(storedSeenAt)) {
            storedSeenAt = cursor.seenAt();
        }
    }
}
