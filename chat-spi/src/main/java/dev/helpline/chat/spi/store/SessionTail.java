package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;

/**
 * A session and the end of its log, as of one moment. Immutable.
 *
 * @param newest the last entries of the log, ordered by seq
 */
public record SessionTail(Session session, List<Entry> newest) {
    /** Copies the list. */
    public SessionTail {
        newest = List.copyOf(newest);
    }
}
