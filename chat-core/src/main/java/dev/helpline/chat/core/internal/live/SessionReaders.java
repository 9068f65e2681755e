package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The readers of one session: how far each has read, and when each was last seen. Kept in memory and written behind, so that no
 * poll waits for a write. Thread-safe.
 */
public final class SessionReaders {
    private final SessionId session;
    private final Node node;
    private final WatchedHead head;
    private final ConcurrentMap<Reader, ReaderState> states = new ConcurrentHashMap<>();

    SessionReaders(SessionId session, Node node, WatchedHead head) {
        this.session = session;
        this.node = node;
        this.head = head;
    }

    /** The reader was here just now. */
    public void seen(Reader reader) {
        of(reader).seen(node.clock().instant());
    }

    /** The reader has every entry up to this seq, as far as there are entries. */
    public void delivered(Reader reader, long seq) {
        of(reader).delivered(Math.min(seq, head.get().session().log().lastSeq()));
    }

    /** The highest seq that the reader is known to have, on any node. Reads the store. */
    public long deliveredSeq(Reader reader) {
        load();
        return of(reader).deliveredSeq();
    }

    /** When the reader was last seen, on any node. Reads the store. */
    public Instant seenAt(Reader reader) {
        load();
        return of(reader).seenAt();
    }

    private void load() {
        node.store().cursorsOf(session).forEach(cursor -> of(cursor.reader()).merge(cursor));
    }

    private ReaderState of(Reader reader) {
        return states.computeIfAbsent(reader, unknown -> new ReaderState(session, unknown));
    }

    /** Forgets how far all have read, since the store may have lost what was read. */
    void forgetDelivered() {
        states.values().forEach(ReaderState::forgetDelivered);
    }

    /** The cursors that are worth a write now. */
    List<ReaderCursor> unwritten() {
        return states.values().stream()
                .map(state -> state.unwritten(node.seenInterval()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The store has this cursor. */
    void written(ReaderCursor cursor) {
        of(cursor.reader()).written(cursor);
    }
}
