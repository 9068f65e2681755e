package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.MarkHistory;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one reader of a session has read, when the reader was last seen, and which of it is stored. Thread-safe. */
final class ReaderState {
    private final SessionId session;
    private final Reader reader;
    private MarkHistory delivered = MarkHistory.NONE;
    private MarkHistory read = MarkHistory.NONE;

    /** Milliseconds since the epoch: an {@link Instant} would be one more object per poll. */
    private long seenAtMillis;

    /** When this node last saw the reader, by elapsed time; meaningless unless {@link #isSeenHere}. */
    private long seenHereNanos;

    private boolean isSeenHere;
    private MarkHistory storedDelivered = MarkHistory.NONE;
    private MarkHistory storedRead = MarkHistory.NONE;
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

    /** The reader had the log up to this seq at this time; nothing changes if that is known. */
    synchronized void delivered(long seq, long atMillis) {
        delivered = delivered.movedTo(seq, atMillis);
    }

    /** What is read was delivered, too. Returns whether this is news. */
    synchronized boolean read(long seq, long atMillis) {
        boolean isNews = seq > read.seq();
        read = read.movedTo(seq, atMillis);
        delivered(seq, atMillis);
        return isNews;
    }

    synchronized ReadMark mark() {
        return new ReadMark(delivered, read);
    }

    /** Forgets how far the reader has read, since the store may have lost what was read. */
    synchronized void forgetMarks() {
        delivered = MarkHistory.NONE;
        read = MarkHistory.NONE;
        storedDelivered = MarkHistory.NONE;
        storedRead = MarkHistory.NONE;
    }

    /** Takes over a cursor from the store, which another engine may have written. */
    synchronized void merge(ReaderCursor stored) {
        read = read.merge(stored.read());
        delivered = delivered.merge(stored.delivered()).merge(read);
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
        if (!seenLately && !isNews(delivered, storedDelivered) && !isNews(read, storedRead)) {
            return Optional.empty();
        }
        return Optional.of(ReaderCursor.builder(session, reader, seenAt)
                .delivered(delivered)
                .read(read)
                .build());
    }

    /** The store has this cursor. */
    synchronized void written(ReaderCursor cursor) {
        storedDelivered = storedDelivered.merge(cursor.delivered());
        storedRead = storedRead.merge(cursor.read());
        if (cursor.seenAt().isAfter(storedSeenAt)) {
            storedSeenAt = cursor.seenAt();
        }
    }

    /** Whether the mark stands further on than the stored one, or came there earlier. Which of its older steps are stored, does not count. */
    private static boolean isNews(MarkHistory mark, MarkHistory stored) {
        if (mark.seq() != stored.seq()) {
            return mark.seq() > stored.seq();
        }
        Instant at = mark.movedAt();
        return at != null && at.isBefore(Objects.requireNonNull(stored.movedAt(), "stored"));
    }
}
