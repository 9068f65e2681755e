package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.internal.rules.ExpireCommand;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.cursor.Reader;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionSweep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Ends sessions that show no sign of life: a session that a caller looks at is ended at once, and a sweep ends the others. If several
 * engines sweep one store, one of their attempts is committed. Thread-safe.
 */
public final class Expiry {
    private static final int SWEPT_AT_ONCE = 500;

    private final SessionSweep store;
    private final LiveSessions sessions;
    private final Duration timeout;
    private final long timeoutMillis;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final Uptime uptime;

    /**
     * Ends sessions after this timeout.
     *
     * @param uptime tells which silence counts
     */
    public Expiry(Node node, LiveSessions sessions, Duration timeout, IdGenerator ids, Uptime uptime) {
        this.store = node.store();
        this.sessions = sessions;
        this.timeout = timeout;
        this.timeoutMillis = timeout.toMillis();
        this.ids = ids;
        this.clock = node.clock();
        this.uptime = uptime;
    }

    /**
     * Whether the session's time may be up, which then takes a closer look. A session with a recent entry is alive; that needs neither a
     * lock nor the store.
     */
    public boolean mayBeDue(LiveSession live, long nowMillis) {
        return mayBeDue(live.head().session(), nowMillis);
    }

    private boolean mayBeDue(Session session, long nowMillis) {
        return ExpireCommand.isQuietSince(session, nowMillis - timeoutMillis);
    }

    /** Ends the session if its time is up, and returns it. Looking at it is no sign of life. */
    public CompletableFuture<Session> lookAt(LiveSession live) {
        Session session = live.head().session();
        if (!mayBeDue(session, clock.millis())) {
            return CompletableFuture.completedFuture(session);
        }
        Instant silentSince = uptime.reachableSince(timeout);
        if (!ExpireCommand.isDue(session, Instant.EPOCH, silentSince)) {
            return CompletableFuture.completedFuture(session);
        }
        Instant seenAt = live.readers().seenAt(Reader.CUSTOMER);
        if (!ExpireCommand.isDue(session, seenAt, silentSince)) {
            return CompletableFuture.completedFuture(session);
        }
        return sessions.submit(live, new ExpireCommand(silentSince, seenAt, ids));
    }

    /** Ends all sessions whose time is up. Returns how many sessions it looked at. */
    public int sweep() {
        Instant before = uptime.reachableSince(timeout);
        return sweepAll(() -> store.quietSessions(SessionState.ACTIVE, before, SWEPT_AT_ONCE))
                + sweepAll(() -> store.unseenSessions(SessionState.WAITING, before, SWEPT_AT_ONCE));
    }

    private int sweepAll(Supplier<List<Session>> due) {
        int looked = 0;
        while (true) {
            List<Session> some = due.get();
            looked += some.size();
            long ended = some.stream().map(session -> lookAt(sessions.remember(session))).toList().stream()
                    .map(Futures::join)
                    .filter(session -> !session.state().isOpen())
                    .count();
            if (some.size() < SWEPT_AT_ONCE || ended == 0) {
                return looked;
            }
        }
    }
}
