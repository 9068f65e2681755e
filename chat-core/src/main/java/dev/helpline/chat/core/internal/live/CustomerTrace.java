package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a customer's reading: how far, and when last. Kept in memory, written behind; being seen is written
 * at most once per interval, since it happens with every poll. Thread-safe.
 */
final class CustomerTrace {
    private final SessionId session;
    private final Node node;
    private long deliveredSeq;
    private Instant seenAt = Instant.EPOCH;
    private Instant notedSeenAt = Instant.EPOCH;
    private long notedDeliveredSeq;

    CustomerTrace(SessionId session, Node node) {
        this.session = session;
        this.node = node;
    }

    /** Takes over what is stored, which other engines may have written. */
    void load() {
        node.store().cursorsOf(session).stream()
                .filter(cursor -> cursor.reader().equals(Reader.CUSTOMER))
                .forEach(this::merge);
    }

    /** Forgets how far the customer has read, since the store may have lost what was read. */
    synchronized void forgetDelivered() {
        deliveredSeq = 0;
        notedDeliveredSeq = 0;
    }

    private synchronized void merge(ReaderCursor stored) {
        deliveredSeq = Math.max(deliveredSeq, stored.deliveredSeq());
        notedDeliveredSeq = Math.max(notedDeliveredSeq, stored.deliveredSeq());
        if (stored.seenAt().isAfter(seenAt)) {
            seenAt = stored.seenAt();
        }
        if (stored.seenAt().isAfter(notedSeenAt)) {
            notedSeenAt = stored.seenAt();
        }
    }

    synchronized void seen(Instant now) {
        if (now.isAfter(seenAt)) {
            seenAt = now;
        }
    }

    synchronized void delivered(long seq) {
        deliveredSeq = Math.max(deliveredSeq, seq);
    }

    synchronized Instant seenAt() {
        return seenAt;
    }

    synchronized long deliveredSeq() {
        return deliveredSeq;
    }

    /** What is worth writing now, if anything. */
    synchronized Optional<ReaderCursor> unwritten() {
        boolean seenLately = seenAt.isAfter(notedSeenAt.plus(node.seenInterval()));
        if (!seenLately && deliveredSeq == notedDeliveredSeq) {
            return Optional.empty();
        }
        return Optional.of(new ReaderCursor(session, Reader.CUSTOMER, deliveredSeq, 0, seenAt));
    }

    /** The cursor has been written. */
    synchronized void written(ReaderCursor cursor) {
        notedDeliveredSeq = Math.max(notedDeliveredSeq, cursor.deliveredSeq());
        if (cursor.seenAt().isAfter(notedSeenAt)) {
            notedSeenAt = cursor.seenAt();
        }
    }
}
