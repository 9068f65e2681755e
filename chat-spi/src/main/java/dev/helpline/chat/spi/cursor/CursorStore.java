package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.util.Collection;
import java.util.List;

/**
 * Remembers how far readers have come. Written behind and in batches: losing the newest values repeats a message at
 * worst. Thread-safe. Every method throws {@link StoreException} if the store cannot be reached.
 */
public interface CursorStore {
    /** The cursors of all readers of a session, in the order of the readers' keys. */
    List<ReaderCursor> cursorsOf(SessionId session);

    /**
     * Stores each cursor merged with the stored one, if there is one, by {@link ReaderCursor#merge}. No stored part
     * ever shrinks, also when two callers merge at once. Cursors of sessions that do not exist are passed over.
     */
    void mergeCursors(Collection<ReaderCursor> cursors);
}
