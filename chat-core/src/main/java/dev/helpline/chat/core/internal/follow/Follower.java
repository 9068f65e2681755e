package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.desk.QueueBoard;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.StandingAnswer;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answers to polls: finds where to start, reads on from there, and says whether the answer tells anything. Thread-safe.
 */
public final class Follower {
    private static final int PAGE = 100;

    /** How many pages of unwanted entries are read for one answer; the next answer goes on from there. */
    private static final int MAX_PAGES = 20;

    /**
     * How far ahead of this node a cursor of another node may be, in entries and in versions: far more than one session
     * changes between two looks at the store. A cursor further ahead is forged, and not worth a read.
     */
    private static final long MAX_LEAD = 10_000;

    private final LiveSessions sessions;
    private final EntryTails tails;
    private final Amendments amendments;
    private final Quotes quotes;
    private final QueueBoard queue;
    private final String epoch;

    /**
     * A follower over the sessions in memory.
     *
     * @param epoch names this run of the engine
     */
    public Follower(LiveSessions sessions, QueueBoard queue, String epoch) {
        this.sessions = sessions;
        this.tails = sessions.tails();
        this.amendments = new Amendments(tails);
        this.quotes = new Quotes(tails, amendments);
        this.queue = queue;
        this.epoch = epoch;
    }

    /**
     * Returns the answer that stands for clients that have everything, if this is one of them. It is the answer that {@link #answer} would
     * make.
     */
    @Nullable
    PollAnswer unchanged(LiveSession live, Reader reader, Viewer viewer, PollRequest request) {
        if (live.isGone() || live.readers().mustTell(reader)) {
            return null;
        }
        StandingAnswer standing = live.standingAnswer(viewer.side(), request.after());
        if (standing == null || !Objects.equals(standing.figures(), figuresFor(standing.head()))) {
            return null;
        }
        boolean isTrusted =
                sessions.revisions().isTrusted(standing.head().live().revisionFor(viewer.side()));
        return isTrusted ? standing.answer() : null;
    }

    /** Makes the answer as of now. The client has what is before the place that the request names. */
    PollOutcome answer(LiveSession live, PollCaller caller, PollRequest request) {
        String after = request.after();
        Optional<PollCursor> cursor = cursorOf(live, after);
        if (cursor.isEmpty()) {
            live.loadReaders(); // the client has no head yet, and messages that are older than this run of the engine
            return answerFrom(live, caller.viewer(), request, new Start(startBehind(live, caller, after), null));
        }
        live.readers().delivered(caller.reader(), cursor.get().seq());
        return answerFrom(live, caller.viewer(), request, Start.at(cursor.get()));
    }

    /**
     * Makes the next answer for a client to which the answers until here were handed. That the client has them is not known: its
     * connection may have been lost before they arrived.
     */
    PollOutcome answerNext(LiveSession live, PollCaller caller, PollRequest request) {
        Optional<PollCursor> cursor = cursorOf(live, request.after());
        return answerFrom(live, caller.viewer(), request, cursor.map(Start::at).orElse(Start.BEGINNING));
    }

    private PollOutcome answerFrom(LiveSession live, Viewer viewer, PollRequest request, Start start) {
        if (live.isGone()) {
            throw Refusals.notFound(live.id());
        }
        live.tellUrgentActivity();
        queue.place(live);
        Head head = live.head();
        boolean fromMemory = tails.remembers(head, start.seq());
        PollAnswer answer = read(live, head, viewer, request, start);
        String after = request.after();
        boolean ended = head.session().state() == SessionState.ENDED;
        boolean tellsHead = after == null
                || (PollCursor.looksLike(after) && !answer.cursor().equals(after));
        boolean isNews = !answer.messages().isEmpty() || answer.hasMore() || ended || tellsHead;
        return new PollOutcome(head, answer, isNews, fromMemory);
    }

    private Optional<PollCursor> cursorOf(LiveSession live, @Nullable String after) {
        if (after == null || !PollCursor.looksLike(after)) {
            return Optional.empty();
        }
        Optional<PollCursor> cursor = PollCursor.parse(after, live.id());
        if (cursor.isPresent() && isAhead(cursor.get(), live.head())) {
            // The client was told more than this node knows: what it knows is old, or the store lost what was told.
            sessions.lookAgain(live);
        }
        return cursor.filter(c -> isOfThisLog(c, live.head()));
    }

    /** Whether the client read the log that is stored. If not, it gets the session from the start. */
    private boolean isOfThisLog(PollCursor cursor, Head head) {
        if (cursor.seq() > head.session().log().lastSeq()
                || cursor.version() > head.session().version()) {
            return false;
        }
        boolean ours = cursor.epoch().equals(epoch) && sessions.revisions().isTrusted(cursor.liveRevision());
        return ours || cursor.standsIn(tails, head.session().id());
    }

    private String markAt(Head head, long seq) {
        return PollCursor.markAt(seq, tails, head.session().id());
    }

    /** Where to start, and the mark of the entry there if it is known. */
    private record Start(long seq, @Nullable String mark) {
        static final Start BEGINNING = new Start(0, null);

        static Start at(PollCursor cursor) {
            return new Start(cursor.seq(), cursor.mark());
        }
    }

    private static boolean isAhead(PollCursor cursor, Head head) {
        long lead = Math.max(
                cursor.seq() - head.session().log().lastSeq(),
                cursor.version() - head.session().version());
        return lead > 0 && lead <= MAX_LEAD;
    }

    /** Where to start for a client that names a message: behind it, unless that skips an entry. */
    private long startBehind(LiveSession live, PollCaller caller, @Nullable String after) {
        Viewer viewer = caller.viewer();
        if (after == null || !EntryId.isValid(after)) {
            return 0;
        }
        Optional<Entry> named = tails.find(live.id(), new EntryId(after)).filter(viewer::sees);
        if (named.isEmpty()) {
            return 0;
        }
        Entry entry = named.get();
        if (entry.seq() > live.head().session().log().lastSeq()) {
            sessions.lookAgain(live);
        }
        if (viewer == Viewer.CUSTOMER && viewer.wrote(entry)) {
            // A client that moves on to its own message may not have seen what the other side wrote before it.
            return Math.min(entry.seq(), live.readers().deliveredSeq(caller.reader()));
        }
        live.readers().delivered(caller.reader(), entry.seq());
        return entry.seq();
    }

    private PollAnswer read(LiveSession live, Head head, Viewer viewer, PollRequest request, Start start) {
        SessionId session = head.session().id();
        long last = head.session().log().lastSeq();
        List<Entry> wanted = new ArrayList<>();
        PageBudget budget = new PageBudget();
        long told = start.seq();
        String mark = start.mark();
        boolean hasMore = false;
        for (int page = 0; told < last && !hasMore; page++) {
            if (page == MAX_PAGES) {
                hasMore = true;
                break;
            }
            List<Entry> entries = amendments.appliedTo(tails.after(head, told, PAGE), head.session());
            if (entries.isEmpty()) {
                // The head knows more entries than the store has.
                sessions.lookAgain(live);
                hasMore = true;
            }
            for (Entry entry : entries) {
                if (entry.seq() > last) {
                    break;
                }
                boolean isWanted = viewer.wants(entry, request.include());
                if (isWanted && (wanted.size() == request.limit() || !budget.take(entry))) {
                    hasMore = true;
                    break;
                }
                if (isWanted) {
                    wanted.add(entry);
                }
                told = entry.seq();
                mark = PollCursor.markOf(entry.id());
            }
        }
        String cursor = new PollCursor(
                        told,
                        mark == null ? markAt(head, told) : mark,
                        head.session().version(),
                        head.live().revisionFor(viewer.side()),
                        epoch)
                .format(session);
        Object figures = figuresFor(head); // before the view is made from them
        PollAnswer answer = PollAnswer.builder(view(live, head, viewer), cursor)
                .messages(quotes.addedTo(wanted, head.session(), viewer))
                .hasMore(hasMore)
                .cursors(new CursorsBehind(session, epoch))
                .build();
        if (cursor.equals(request.after()) && told == last) {
            live.keep(new StandingAnswer(head, answer, figures), viewer.side());
        }
        return answer;
    }

    private SessionView view(LiveSession live, Head head, Viewer viewer) {
        return queue.view(head, viewer.side()).toBuilder()
                .unreadCount(live.unreadCount(viewer.side(), head))
                .build();
    }

    /** The figures of the queue if the session's view depends on them. */
    private @Nullable Object figuresFor(Head head) {
        return head.session().state() == SessionState.WAITING ? queue.figures() : null;
    }
}
