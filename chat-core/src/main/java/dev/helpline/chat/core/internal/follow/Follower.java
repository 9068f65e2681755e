package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.queue.QueueBoard;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers polls: finds where to start, reads on from there, and says whether there is anything to tell. Thread-safe.
 */
public final class Follower {
    private static final int PAGE = 100;

    /** How many pages without anything wanted are read for one answer; what is left comes with the next. */
    private static final int MAX_PAGES = 20;

    /**
     * How far ahead of this node a cursor of another node may be, in entries and in versions: far more than one session
     * changes between two looks at the store. A cursor further ahead is made up, and not worth a read.
     */
    private static final long MAX_LEAD = 10_000;

    private final SessionStore store;
    private final EntryTails tails;
    private final QueueBoard queue;
    private final String epoch;

    /**
     * A follower over the sessions in memory.
     *
     * @param epoch names this run of the engine
     */
    public Follower(SessionStore store, LiveSessions sessions, QueueBoard queue, String epoch) {
        this.store = store;
        this.tails = sessions.tails();
        this.queue = queue;
        this.epoch = epoch;
    }

    /** The answer as of now, and the head it was made from. */
    Told answer(LiveSession live, Viewer viewer, PollRequest request) {
        String after = request.after();
        Optional<PollCursor> cursor = cursorOf(live, after);
        long start = cursor.isPresent() ? cursor.get().seq() : startBehind(live, viewer, after);
        if (viewer == Viewer.CUSTOMER && cursor.isPresent()) {
            live.customerHas(start);
        }
        Head head = live.head();
        boolean fromMemory = tails.remembers(head, start);
        PollAnswer answer = read(head, viewer, request, start);
        boolean ended = head.session().state() == SessionState.ENDED;
        boolean tellsHead = after == null
                || (PollCursor.looksLike(after) && !answer.cursor().equals(after));
        boolean isNews = !answer.messages().isEmpty() || answer.hasMore() || ended || tellsHead;
        return new Told(head, answer, isNews, fromMemory);
    }

    /** An answer, the head it was made from, whether it tells the caller anything, and whether no entry had to be read. */
    record Told(Head head, PollAnswer answer, boolean isNews, boolean fromMemory) {}

    private Optional<PollCursor> cursorOf(LiveSession live, @Nullable String after) {
        if (after == null || !PollCursor.looksLike(after)) {
            return Optional.empty();
        }
        Optional<PollCursor> cursor = PollCursor.parse(after, live.id());
        if (cursor.isPresent() && isAhead(cursor.get(), live.head())) {
            // Somebody was told more than this node knows, so what it knows is old.
            store.findSession(live.id()).ifPresent(live::refresh);
        }
        return cursor.filter(c -> c.seq() <= live.head().session().log().lastSeq());
    }

    private static boolean isAhead(PollCursor cursor, Head head) {
        long lead = Math.max(
                cursor.seq() - head.session().log().lastSeq(),
                cursor.version() - head.session().version());
        return lead > 0 && lead <= MAX_LEAD;
    }

    /** Where to start for somebody who names a message: behind it, if that skips nothing. */
    private long startBehind(LiveSession live, Viewer viewer, @Nullable String after) {
        if (after == null || !EntryId.isValid(after)) {
            return 0;
        }
        Optional<Entry> named = tails.find(live.id(), new EntryId(after)).filter(viewer::sees);
        if (named.isEmpty()) {
            return 0;
        }
        Entry entry = named.get();
        if (entry.seq() > live.head().session().log().lastSeq()) {
            store.findSession(live.id()).ifPresent(live::refresh);
        }
        if (viewer == Viewer.AGENT) {
            return entry.seq();
        }
        if (viewer.wrote(entry)) {
            // A client that moves on to its own message may not have seen what the other side wrote before it.
            return Math.min(entry.seq(), live.customerDeliveredSeq());
        }
        live.customerHas(entry.seq());
        return entry.seq();
    }

    private PollAnswer read(Head head, Viewer viewer, PollRequest request, long start) {
        SessionId session = head.session().id();
        long last = head.session().log().lastSeq();
        List<Entry> wanted = new ArrayList<>();
        PageBudget budget = new PageBudget();
        long told = start;
        boolean hasMore = false;
        for (int page = 0; told < last && !hasMore; page++) {
            if (page == MAX_PAGES) {
                hasMore = true;
                break;
            }
            for (Entry entry : tails.after(head, told, PAGE)) {
                boolean isWanted = entry.seq() <= last && viewer.wants(entry, request.include());
                if (isWanted && (wanted.size() == request.limit() || !budget.take(entry))) {
                    hasMore = true;
                    break;
                }
                if (isWanted) {
                    wanted.add(entry);
                }
                told = entry.seq();
            }
        }
        String cursor = PollCursor.of(Math.min(told, last), head, epoch).format(session);
        return PollAnswer.builder(queue.view(head), cursor)
                .messages(wanted)
                .hasMore(hasMore)
                .build();
    }
}
