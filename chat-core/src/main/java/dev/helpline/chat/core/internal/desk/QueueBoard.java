package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.store.WaitingQueue;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The queue as of a moment ago: the places of the waiting sessions, and the figures behind the estimate of their wait. Read as a whole,
 * once a second, and at once when this engine changed the queue, unless that would keep the store busy: reading a queue of thousands takes
 * longer than starting a session. Thread-safe.
 */
public final class QueueBoard {
    /** A session further back is told no place. No real queue is that long. */
    private static final int MAX_PLACES = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A board that is refreshed every second is never older, not even after a missed turn. */
    private static final Duration RECENT = Duration.ofSeconds(3);

    /** Between two reads passes at least this multiple of the time that the last one took, or {@link #FRESH}. */
    private static final int REST = 20;

    private final WaitingQueue store;
    private final InstantSource clock;
    private final Scheduler time;
    private final Uptime uptime;
    private final ToIntFunction<Instant> agentsSeenSince;
    private final boolean byDepartment;
    private volatile boolean changed;
    private volatile @Nullable Board board;

    /**
     * What the estimates of all waits are made from.
     *
     * @param medianWait of the recent waits; null without any
     * @param agents how many were seen lately
     */
    private record Figures(@Nullable Duration medianWait, int agents) {}

    /** @param costNanos how long the read took that ended at {@code atNanos} */
    private record Board(Map<SessionId, Integer> places, Figures figures, long atNanos, long costNanos) {
        /** Whether it was read less than so long ago. */
        boolean isWithin(Duration age, long nowNanos) {
            return nowNanos - atNanos < age.toNanos();
        }

        /** Whether it still stands, or reading another one would keep the store busy. */
        boolean isEnough(boolean changed, long nowNanos) {
            return isWithin(FRESH, nowNanos) && (!changed || nowNanos - atNanos < REST * costNanos);
        }
    }

    /**
     * An empty board.
     *
     * @param uptime tells which waits were prolonged by an outage
     * @param agentsSeenSince how many agents were seen since an instant
     * @param byDepartment whether each department has places of its own, and so have the sessions of none
     */
    public QueueBoard(Node node, Uptime uptime, ToIntFunction<Instant> agentsSeenSince, boolean byDepartment) {
        this.store = node.store();
        this.clock = node.clock();
        this.time = node.scheduler();
        this.uptime = uptime;
        this.agentsSeenSince = agentsSeenSince;
        this.byDepartment = byDepartment;
    }

    /** This engine has changed the queue. */
    public void changed() {
        changed = true;
    }

    /**
     * Reads the queue if it may have changed. One thread at a time, so that no older queue replaces a newer one. A change that is left out
     * because the store would be kept busy is seen a second later at most.
     */
    public synchronized void refresh() {
        long beganNanos = time.nanoTime();
        Board seen = board;
        if (seen != null && seen.isEnough(changed, beganNanos)) {
            return;
        }
        Instant now = clock.instant();
        changed = false;
        Map<SessionId, Integer> places = places(store.waitingSessions(MAX_PLACES));
        Figures figures = new Figures(
                WaitEstimate.median(recentWaits(now)).orElse(null),
                agentsSeenSince.applyAsInt(now.minus(WaitEstimate.AGENT_SEEN_WITHIN)));
        long endedNanos = time.nanoTime();
        board = new Board(places, figures, endedNanos, endedNanos - beganNanos);
    }

    /** Where agents are routed by department, sessions of other departments are not ahead. */
    private Map<SessionId, Integer> places(List<WaitingSession> order) {
        Map<SessionId, Integer> places = new HashMap<>(2 * order.size());
        Map<Optional<String>, Integer> ahead = new HashMap<>();
        for (WaitingSession waiting : order) {
            Optional<String> queue = byDepartment ? Optional.ofNullable(waiting.department()) : Optional.empty();
            places.put(waiting.id(), ahead.merge(queue, 1, Integer::sum));
        }
        return places;
    }

    /** Leaves out waits that an outage prolonged, and those that end before they begin since a clock was set back. */
    private List<Duration> recentWaits(Instant now) {
        Duration longest = uptime.unbroken();
        return store.recentWaits(now.minus(WaitEstimate.RECENT), WaitEstimate.SAMPLE).stream()
                .filter(wait -> !wait.isNegative() && wait.compareTo(longest) <= 0)
                .toList();
    }

    /** Whether an agent was seen lately, as of a second ago at most; may read the store. */
    public boolean isAnyAgentOnline() {
        refresh();
        Board seen = board;
        return seen != null && seen.figures().agents() > 0;
    }

    /** The session's place as of the last refresh. */
    public Optional<Integer> placeOf(SessionId id) {
        Board seen = board;
        return seen == null
                ? Optional.empty()
                : Optional.ofNullable(seen.places().get(id));
    }

    /**
     * Gives a session the place that the board has for it, if it has none yet: it was started or read from the store since the places were
     * given. Otherwise the place would be news to a client a second later, although the client was told it already.
     */
    public void place(LiveSession live) {
        Head head = live.head();
        if (head.session().state() == SessionState.WAITING && head.live().queuePosition() == null) {
            Board seen = board;
            if (seen != null && seen.isWithin(RECENT, time.nanoTime())) {
                live.place(seen.places().get(live.id()));
            }
        }
    }

    /** The view of a session in memory, without a read. */
    public SessionView view(Head head, ParticipantType side) {
        return view(head.session(), head.live().queuePosition(), head.live().activityFor(side));
    }

    /** What the estimates are made from at this moment, to be compared with {@code equals}; null before the first refresh. */
    public @Nullable Object figures() {
        Board seen = board;
        return seen == null ? null : seen.figures();
    }

    /** The view of a session with its place as of now, without its activity; may read the store. */
    public SessionView viewNow(Session session) {
        return viewNow(session, SessionActivity.NONE);
    }

    /** The view of a session with its place as of now; may read the store. */
    public SessionView viewNow(Session session, SessionActivity activity) {
        if (session.state() != SessionState.WAITING) {
            return view(session, null, activity);
        }
        refresh();
        return view(session, placeOf(session.id()).orElse(null), activity);
    }

    private SessionView view(Session session, @Nullable Integer place, SessionActivity activity) {
        Board seen = board;
        if (session.state() != SessionState.WAITING || session.offline() || place == null || seen == null) {
            return SessionView.builder(session).activity(activity).build();
        }
        return SessionView.builder(session)
                .activity(activity)
                .queuePosition(place)
                .estimatedWait(estimate(session, place, seen).orElse(null))
                .build();
    }

    /** No estimate for a session that had an agent before: when it began to wait again is not known. */
    private Optional<Duration> estimate(Session session, int place, Board seen) {
        Timeline timeline = session.timeline();
        if (timeline.firstAssignedAt() != null) {
            return Optional.empty();
        }
        Instant reopenedAt = timeline.reopenedAt();
        Duration waits = Duration.between(reopenedAt == null ? timeline.createdAt() : reopenedAt, clock.instant());
        Duration waited = waits.isNegative() ? Duration.ZERO : waits;
        return WaitEstimate.of(
                place, waited, seen.figures().medianWait(), seen.figures().agents());
    }
}
