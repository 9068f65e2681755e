package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.cursor.ReaderCursor;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one session: how far each has read, and when each was last seen. Kept in memory and written behind, so that no
 * poll waits for a write. Thread-safe.
 */
public final class SessionReaders {
    /**
     * How old may be what is known of the readers of a session that clients follow. Other nodes move marks, too, and a bus may lose what
     * they tell.
     */
    static final Duration RELOADED_AFTER = Duration.ofSeconds(30);

    /** How far ahead of this node another one may be, in entries; a mark further ahead is forged. */
    private static final long MAX_LEAD = 10_000;

    private final SessionId session;
    private final Node node;
    private final WatchedHead head;
    private final ConcurrentMap<Reader, ReaderState> states = new ConcurrentHashMap<>();

    /** Whether others are to be told before the next answer is made. */
    private volatile boolean isUrgent = true;

    /** Whether the customer was online when others were last told. */
    private volatile boolean customerOnline;

    private volatile boolean isLoaded;
    private volatile long loadedAtNanos;

    // --- what other nodes told; it is shown, and nothing else depends on it. Guarded by this
    private ReadMark customerElsewhere = ReadMark.NONE;
    private ReadMark agentsElsewhere = ReadMark.NONE;
    private final Map<AgentId, Long> readElsewhere = new HashMap<>();
    private boolean isSeenElsewhere;
    private long seenElsewhereNanos;

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
        state.delivered(seq, nowMillis);
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
        of(reader).delivered(existing(seq), node.clock().millis());
    }

    /** The reader has read every entry up to this seq, as far as there are entries. Returns whether this is news. */
    public boolean read(Reader reader, long seq) {
        return of(reader).read(existing(seq), node.clock().millis());
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

    /** Asks the store about the readers unless it was asked lately. Returns whether it was asked. */
    boolean loadIfUnknown() {
        if (isLoaded()) {
            return false;
        }
        load();
        return true;
    }

    private void load() {
        merge(node.store().cursorsOf(session));
    }

    /** Takes over what the store has about the readers, which other engines write too. */
    void merge(List<ReaderCursor> stored) {
        stored.forEach(cursor -> of(cursor.reader()).merge(cursor));
        loadedAtNanos = node.scheduler().nanoTime();
        isLoaded = true;
    }

    /** Whether the store was asked about the readers lately. */
    boolean isLoaded() {
        return isLoaded && node.scheduler().nanoTime() - loadedAtNanos < RELOADED_AFTER.toNanos();
    }

    /** The store has to be asked about the readers again. */
    void mustReload() {
        isLoaded = false;
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

    /**
     * What the readers did at this node, and what the store has.
     *
     * @param customerSeenNanos when the customer was last here, by elapsed time; null if that is too long ago to count
     */
    record Here(@Nullable Long customerSeenNanos, ReadMark customer, ReadMark agents) {}

    /** What this node knows itself. */
    Here here() {
        long now = node.scheduler().nanoTime();
        Long customerSeen = null;
        ReadMark customer = ReadMark.NONE;
        ReadMark agents = ReadMark.NONE;
        for (Map.Entry<Reader, ReaderState> each : states.entrySet()) {
            ReaderState state = each.getValue();
            if (each.getKey().equals(Reader.CUSTOMER)) {
                customer = state.mark();
                customerSeen = state.seenHereWithin(SessionActivity.PRESENCE_LASTS, now);
            } else {
                agents = agents.merge(state.mark());
            }
        }
        return new Here(customerSeen, customer, agents);
    }

    /** Another node told this. */
    synchronized void toldElsewhere(ActivityTold told) {
        long highest = head.get().session().log().lastSeq() + MAX_LEAD;
        if (told.customer().deliveredSeq() <= highest && told.agents().deliveredSeq() <= highest) {
            customerElsewhere = customerElsewhere.merge(told.customer());
            agentsElsewhere = agentsElsewhere.merge(told.agents());
        }
        Duration ago = told.customerSeen();
        if (ago != null) {
            long seenNanos = node.scheduler().nanoTime() - ago.toNanos();
            if (!isSeenElsewhere || seenNanos - seenElsewhereNanos > 0) {
                seenElsewhereNanos = seenNanos;
            }
            isSeenElsewhere = true;
        }
    }

    /** Another node told how far one agent has read. */
    synchronized void toldElsewhere(AgentId agent, long readSeq) {
        if (readSeq <= head.get().session().log().lastSeq() + MAX_LEAD) {
            readElsewhere.merge(agent, readSeq, Math::max);
        }
    }

    /** How far one agent has read, as far as this node knows; 0 if the agent has read nothing. */
    public synchronized long readSeq(AgentId agent) {
        ReaderState here = states.get(Reader.agent(agent));
        long known = here == null ? 0 : here.mark().readSeq();
        return Math.max(known, readElsewhere.getOrDefault(agent, 0L));
    }

    /** How far the agent who has the session has read; 0 if no agent has it. */
    private long agentReadSeq() {
        Session session = head.get().session();
        Assignment owner = session.assignment();
        return owner == null
                ? 0
                : Math.min(readSeq(owner.agent()), session.log().lastSeq());
    }

    /** Whether other nodes told as much as this, which this node may have read from the store since. */
    synchronized boolean areToldElsewhere(Here here) {
        return customerElsewhere.merge(here.customer()).equals(customerElsewhere)
                && agentsElsewhere.merge(here.agents()).equals(agentsElsewhere);
    }

    /** Returns the activity with the readers as they are now. */
    synchronized SessionActivity activityAfter(SessionActivity before) {
        Here here = here();
        boolean isElsewhere = isSeenElsewhere
                && node.scheduler().nanoTime() - seenElsewhereNanos < SessionActivity.PRESENCE_LASTS.toNanos();
        isSeenElsewhere = isElsewhere;
        boolean online = here.customerSeenNanos() != null || isElsewhere;
        customerOnline = online;
        long lastSeq = head.get().session().log().lastSeq();
        return before.toBuilder()
                .customer(here.customer().merge(customerElsewhere.upTo(lastSeq)))
                .agents(here.agents().merge(agentsElsewhere.upTo(lastSeq)))
                .agentReadSeq(agentReadSeq())
                .customerOnline(online)
                .build();
    }

    // --- what is stored -------------------------------------------------------------------------------------------

    private ReaderState of(Reader reader) {
        ReaderState known = states.get(reader);
        return known != null ? known : states.computeIfAbsent(reader, unknown -> new ReaderState(session, unknown));
    }

    /** Forgets how far all have read, since the store may have lost what was read. */
    synchronized void forgetMarks() {
        customerElsewhere = ReadMark.NONE;
        agentsElsewhere = ReadMark.NONE;
        readElsewhere.clear();
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
