package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.cursor.MarkHistory;
import java.util.Objects;

/**
 * How far one side has read a session, and when it came there. A mark only moves forward.
 *
 * @param delivered up to where a client of this side is known to have the log
 * @param read up to where this side is known to have read the log; never beyond {@code delivered}
 */
public record ReadMark(MarkHistory delivered, MarkHistory read) {
    /** Nothing was delivered. */
    public static final ReadMark NONE = new ReadMark(MarkHistory.NONE, MarkHistory.NONE);

    /** Checks that both parts are there. */
    public ReadMark {
        Objects.requireNonNull(delivered, "delivered");
        Objects.requireNonNull(read, "read");
    }

    /** The highest seq that a client of this side is known to have; 0 if none. */
    public long deliveredSeq() {
        return delivered.seq();
    }

    /** The highest seq that this side is known to have read; 0 if none. */
    public long readSeq() {
        return read.seq();
    }

    /** Returns the mark with what both say. Each mark may be of another reader of one side, or of another node. */
    public ReadMark merge(ReadMark other) {
        if (other.equals(NONE)) {
            return this;
        }
        return new ReadMark(delivered.merge(other.delivered), read.merge(other.read));
    }

    /** Returns this mark for a log that ends at this seq. */
    public ReadMark upTo(long lastSeq) {
        return deliveredSeq() <= lastSeq ? this : new ReadMark(delivered.upTo(lastSeq), read.upTo(lastSeq));
    }
}
