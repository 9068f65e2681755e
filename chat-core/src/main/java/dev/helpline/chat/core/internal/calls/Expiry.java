package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.internal.rules.ExpireCommand;
import dev.helpline.chat.core.internal.rules.Inactivity;
import dev.helpline.chat.core.internal.rules.Inactivity.Cutoffs;
import dev.helpline.chat.core.internal.rules.Inactivity.Due;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SessionSweep;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Does what is due for sessions that show no sign of life ({@link Inactivity}): at once for a session that a caller looks at, and by a sweep
 * for the others. If several engines sweep one store, one of their attempts is committed. Thread-safe.
 */
public final class Expiry {
    private static final int SWEPT_AT_ONCE = 500;

    private final SessionSweep store;
    private final LiveSessions sessions;
    private final Inactivity inactivity;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final Uptime uptime;

    /**
     * Applies these clocks.
     *
     * @param uptime tells which silence counts
     */
    public Expiry(Node node, LiveSessions sessions, Inactivity inactivity, IdGenerator ids, Uptime uptime) {
        this.store = node.store();
        this.sessions = sessions;
        this.inactivity = inactivity;
        this.ids = ids;
        this.clock = node.clock();
        this.uptime = uptime;
    }

    /**
     * Whether something may be due for the session, which then takes a closer look. A session with a recent entry is alive; that needs
     * neither a lock nor the store.
     */
    public boolean mayBeDue(LiveSession live, long nowMillis) {
        return inactivity.mayBeDue(live.head().session(), nowMillis);
    }

    /** Does what is due for the session, such as ending it, and returns it. Looking at it is no sign of life. */
    public CompletableFuture<Session> lookAt(LiveSession live) {
        Session session = live.head().session();
        if (!inactivity.mayBeDue(session, clock.millis())) {
            return CompletableFuture.completedFuture(session);
        }
        Cutoffs cutoffs = inactivity.cutoffs(uptime::reachableSince);
        if (inactivity.due(session, Instant.EPOCH, cutoffs) == Due.NOTHING) {
            return CompletableFuture.completedFuture(session);
        }
        Instant seenAt = live.readers().seenAt(Reader.CUSTOMER);
        if (inactivity.due(session, seenAt, cutoffs) == Due.NOTHING) {
            return CompletableFuture.completedFuture(session);
        }
        return sessions.submit(live, new ExpireCommand(inactivity, cutoffs, seenAt, ids));
    }

    /** Does what is due for all sessions. Returns how many sessions it looked at. */
    public int sweep() {
        Cutoffs cutoffs = inactivity.cutoffs(uptime::reachableSince);
        int looked = sweepAll(() -> store.unseenSessions(SessionState.WAITING, cutoffs.waiting(), SWEPT_AT_ONCE));
        for (QuietQuery query : inactivity.queries(cutoffs)) {
            looked += sweepAll(() -> store.quietSessions(query, SWEPT_AT_ONCE));
        }
        return looked;
    }

    private int sweepAll(Supplier<List<Session>> due) {
        int looked = 0;
        while (true) {
            List<Session> some = due.get();
            looked += some.size();
            List<CompletableFuture<Session>> after = some.stream()
                    .map(session -> lookAt(sessions.remember(session)))
                    .toList();
            boolean changed = false;
            for (int i = 0; i < after.size(); i++) {
                changed |= Futures.join(after.get(i)).version() > some.get(i).version();
            }
            if (some.size() < SWEPT_AT_ONCE || !changed) {
                return looked;
            }
        }
    }
}
