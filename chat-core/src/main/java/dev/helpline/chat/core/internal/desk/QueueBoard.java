package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.WaitingSession;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    /** How long the mean of recent services is taken for that of now. */
    private static final Duration SERVICES_FRESH = Duration.ofSeconds(10);

    /** Between two reads passes at least this multiple of the time that the last one took, or {@link #FRESH}. */
    private static final int REST = 20;

    private final ChatStore store;
    private final InstantSource clock;
    private final Scheduler time;
    private final ToIntFunction<Instant> agentsSeenSince;
    private final Supplier<? extends Collection<Colleague>> team;
    private final boolean routed;
    private volatile boolean changed;
    private volatile @Nullable Board board;

    // Guarded by this.
    private Optional<ServiceTimes> services = Optional.empty();
    private @Nullable Long servicesAtNanos;

    /**
     * What the estimates of all waits are made from.
     *
     * @param services null if none ended lately
     * @param servers of each queue in which sessions wait; none without agents
     */
    private record Figures(@Nullable ServiceTimes services, Map<Optional<String>, Servers> servers) {
        static final Figures NONE = new Figures(null, Map.of());
    }

    /**
     * The queue at a moment.
     *
     * @param agents how many were seen lately
     * @param costNanos how long the read took that ended at {@code atNanos}
     */
    private record Board(Map<SessionId, Integer> places, Figures figures, int agents, long atNanos, long costNanos) {
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
     * @param agentsSeenSince how many agents were seen since an instant
     * @param team the agents as of some seconds ago
     * @param routed whether a strategy assigns sessions; each department has places of its own then, and so have the sessions of none
     */
    public QueueBoard(
            Node node,
            ToIntFunction<Instant> agentsSeenSince,
            Supplier<? extends Collection<Colleague>> team,
            boolean routed) {
        this.store = node.store();
        this.clock = node.clock();
        this.time = node.scheduler();
        this.agentsSeenSince = agentsSeenSince;
        this.team = team;
        this.routed = routed;
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
        Map<SessionId, Integer> places = new HashMap<>();
        Map<Optional<String>, Integer> waiting = new HashMap<>();
        for (WaitingSession session : store.waitingSessions(MAX_PLACES)) {
            places.put(session.id(), waiting.merge(queueOf(session.department()), 1, Integer::sum));
        }
        Figures figures = places.isEmpty() ? Figures.NONE : figures(waiting, now);
        int agents = agentsSeenSince.applyAsInt(now.minus(WaitEstimate.AGENT_SEEN_WITHIN));
        long endedNanos = time.nanoTime();
        board = new Board(places, figures, agents, endedNanos, endedNanos - beganNanos);
    }

    /** Where agents are routed by department, sessions of other departments are not ahead. */
    private Optional<String> queueOf(@Nullable String department) {
        return routed ? Optional.ofNullable(department) : Optional.empty();
    }

    private Figures figures(Map<Optional<String>, Integer> waiting, Instant now) {
        return new Figures(
                services(now).orElse(null), Servers.of(team.get(), store.openSessionsPerAgent(), waiting, routed));
    }

    private Optional<ServiceTimes> services(Instant now) {
        Long readAtNanos = servicesAtNanos;
        if (readAtNanos == null || time.nanoTime() - readAtNanos >= SERVICES_FRESH.toNanos()) {
            services = ServiceTimes.of(store.recentServiceTimes(now.minus(WaitEstimate.RECENT), WaitEstimate.SAMPLE));
            servicesAtNanos = time.nanoTime();
        }
        return services;
    }

    /** Whether an agent was seen lately, as of a second ago at most; may read the store. */
    public boolean isAnyAgentOnline() {
        refresh();
        Board seen = board;
        return seen != null && seen.agents() > 0;
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
                .estimatedWait(estimate(session, place, seen.figures()).orElse(null))
                .build();
    }

    /** No estimate while an agent has a place free: then the session is assigned at once, unless none who is present may have it. */
    private Optional<WaitEstimate> estimate(Session session, int place, Figures figures) {
        ServiceTimes services = figures.services();
        Servers servers = figures.servers().get(queueOf(session.department()));
        if (services == null || servers == null) {
            return Optional.empty();
        }
        int ends = place - (int) servers.free();
        return ends < 1 ? Optional.empty() : services.until(ends, servers.inService());
    }
}
