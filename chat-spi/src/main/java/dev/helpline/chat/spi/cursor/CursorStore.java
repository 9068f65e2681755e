package dev.helpline.chat.spi.cursor;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.util.Collection;
import java.util.List;

/**
 * Remembers how far each reader of a session has read. The engine writes cursors late and in batches: if the newest
 * values are lost, a reader receives some messages again at worst. Thread-safe. Every method throws {@link
 * StoreException} if the store cannot be reached.
 */
public interface CursorStore {
    /** Returns the cursors of all readers of a session, ordered by the readers' keys. */
    List<ReaderCursor> cursorsOf(SessionId session);

    /**
     * Returns the cursors of all readers of several sessions, in any order. Sessions that do not exist have none.
     *
     * @param sessions at most 1000
     */
    List<ReaderCursor> cursorsOfAll(Collection<SessionId> sessions);

    /**
     * Stores each cursor, merged by {@link ReaderCursor#merge} with the one that is stored, if there is one. No
     * stored part ever shrinks, even when two callers merge at the same time. Cursors of sessions that do not exist
     * are ignored.
     */
    void mergeCursors(Collection<ReaderCursor> cursors);
}
