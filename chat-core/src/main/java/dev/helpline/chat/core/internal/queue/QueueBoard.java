package dev.helpline.chat.core.internal.queue;

import dev.helpline.chat.core.internal.live.Head;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionStore;
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
 * The queue as of a moment ago: places of the waiting sessions, and what an estimate of their wait is made of. Read as
 * a whole, at most once a second unless something changed here. Thread-safe.
 */
public final class QueueBoard {
    /** Whoever stands further back is told no place; nobody waits in line that long. */
    private static final int MAX_PLACES = 10_000;

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A board that is looked after is never older. */
    private static final Duration RECENT = Duration.ofSeconds(3);

    private final SessionStore store;
    private final InstantSource clock;
    private final ToIntFunction<Instant> agentsSeenSince;
    private volatile boolean changed;
    private volatile Board board = new Board(Map.of(), List.of(), 0, Instant.EPOCH);

    private record Board(Map<SessionId, Integer> places, List<Duration> recentWaits, int agents, Instant at) {
        /** Whether it was read less than so long ago; a clock that was set back makes it old. */
        boolean isWithin(Duration age, Instant now) {
            return Duration.between(at, now).abs().compareTo(age) < 0;
        }
    }

    /**
     * An empty board.
     *
     * @param agentsSeenSince how many agents were seen since an instant
     */
    public QueueBoard(SessionStore store, InstantSource clock, ToIntFunction<Instant> agentsSeenSince) {
        this.store = store;
        this.clock = clock;
        this.agentsSeenSince = agentsSeenSince;
    }

    /** Something that this engine did has changed the queue. */
    public void changed() {
        changed = true;
    }

    /** Reads the queue anew, if it may have changed. One at a time, so that no older queue replaces a newer one. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        if (!changed && board.isWithin(FRESH, now)) {
            return;
        }
        changed = false;
        List<SessionId> order = store.waitingSessions(MAX_PLACES);
        Map<SessionId, Integer> places = new HashMap<>(2 * order.size());
        for (SessionId id : order) {
            places.put(id, places.size() + 1);
        }
        board = new Board(
                places,
                store.recentWaits(now.minus(WaitEstimate.RECENT), WaitEstimate.SAMPLE),
                agentsSeenSince.applyAsInt(now.minus(WaitEstimate.AGENT_SEEN_WITHIN)),
                now);
    }

    /** The session's place as of the last refresh. */
    public Optional<Integer> placeOf(SessionId id) {
        return Optional.ofNullable(board.places().get(id));
    }

    /** A session in memory as callers see it; reads nothing. One that was not told its place yet is told the board's. */
    public SessionView view(Head head) {
        Integer place = head.queuePosition();
        Board seen = board;
        if (place == null && seen.isWithin(RECENT, clock.instant())) {
            place = seen.places().get(head.session().id());
        }
        return view(head.session(), place);
    }

    /** A session as callers see it, with its place as of now; may read the store. */
    public SessionView viewNow(Session session) {
        if (session.state() != SessionState.WAITING) {
            return view(session, null);
        }
        refresh();
        return view(session, board.places().get(session.id()));
    }

    private SessionView view(Session session, @Nullable Integer place) {
        if (session.state() != SessionState.WAITING || place == null) {
            return new SessionView(session, null, null);
        }
        Board seen = board;
        Duration waited = Duration.between(session.timeline().createdAt(), clock.instant());
        return new SessionView(
                session,
                place,
                WaitEstimate.of(place, waited, seen.recentWaits(), seen.agents())
                        .orElse(null));
    }
}
