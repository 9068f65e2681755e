package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /** Whether others are to be told before the next answer is made. */
    private volatile boolean isUrgent = true;

    /** Whether the customer was online when others were last told. */
    private volatile boolean customerOnline;

    private volatile boolean isLoaded;

    SessionReaders(SessionId session, Node node, WatchedHead head) {
        this.session = session;
        this.node = node;
        this.head = head;
    }

    /** The reader was here just now. */
    public void seen(Reader reader) {
        of(reader).seenHere(node.clock().millis(), node.scheduler().nanoTime());
        if (reader.equals(Reader.CUSTOMER) && !customerOnline) {
            isUrgent = true;
        }
    }

    /** The reader was here at this time, by the clock and by elapsed time, and has every entry up to this seq. */
    public void caughtUp(Reader reader, long seq, long nowMillis, long nowNanos) {
        ReaderState state = of(reader);
        state.delivered(seq);
        if (reader.equals(Reader.CUSTOMER)) {
            state.seenHere(nowMillis, nowNanos);
        }
    }

    /** Whether others have to be told something before this reader is answered. */
    public boolean mustTell(Reader reader) {
        return isUrgent || (!customerOnline && reader.equals(Reader.CUSTOMER));
    }

    /** The reader has every entry up to this seq, as far as there are entries. */
    public void delivered(Reader reader, long seq) {
        of(reader).delivered(existing(seq));
    }

    /** The reader has read every entry up to this seq, as far as there are entries. Returns whether this is news. */
    public boolean read(Reader reader, long seq) {
        return of(reader).read(existing(seq));
    }

    private long existing(long seq) {
        return Math.min(seq, head.get().session().log().lastSeq());
    }

    /** The highest seq that the reader is known to have, on any node. Reads the store. */
    public long deliveredSeq(Reader reader) {
        load();
        return of(reader).mark().deliveredSeq();
    }

    /** When the reader was last seen, on any node. Reads the store. */
    public Instant seenAt(Reader reader) {
        load();
        return of(reader).seenAt();
    }

    private void load() {
        merge(node.store().cursorsOf(session));
    }

    /** Takes over what the store has about the readers, which other engines write too. */
    void merge(List<ReaderCursor> stored) {
        stored.forEach(cursor -> of(cursor.reader()).merge(cursor));
        isLoaded = true;
    }

    /** Whether the store was asked about the readers. */
    boolean isLoaded() {
        return isLoaded;
    }

    // --- what others are told -------------------------------------------------------------------------------------

    /**
     * Whether others are to be told before the next answer is made, and not within a second: each poll moves a mark, and the other side
     * need not be woken for each of them.
     */
    boolean isUrgent() {
        return isUrgent;
    }

    /** Others were told. */
    void told() {
        isUrgent = false;
    }

    /** Returns the activity with the readers as they are now. */
    SessionActivity activityAfter(SessionActivity before) {
        long now = node.scheduler().nanoTime();
        ReadMark customer = ReadMark.NONE;
        ReadMark agents = ReadMark.NONE;
        boolean online = false;
        for (Map.Entry<Reader, ReaderState> each : states.entrySet()) {
            ReaderState state = each.getValue();
            if (each.getKey().equals(Reader.CUSTOMER)) {
                customer = state.mark();
                online = state.wasHereWithin(SessionActivity.PRESENCE_LASTS, now);
            } else {
                agents = max(agents, state.mark());
            }
        }
        customerOnline = online;
        return before.toBuilder()
                .customer(customer)
                .agents(agents)
                .customerOnline(online)
                .build();
    }

    private static ReadMark max(ReadMark one, ReadMark other) {
        return new ReadMark(
                Math.max(one.deliveredSeq(), other.deliveredSeq()), Math.max(one.readSeq(), other.readSeq()));
    }

    // --- what is stored -------------------------------------------------------------------------------------------

    private ReaderState of(Reader reader) {
        ReaderState known = states.get(reader);
        return known != null ? known : states.computeIfAbsent(reader, unknown -> new ReaderState(session, unknown));
    }

    /** Forgets how far all have read, since the store may have lost what was read. */
    void forgetMarks() {
        states.values().forEach(ReaderState::forgetMarks);
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
