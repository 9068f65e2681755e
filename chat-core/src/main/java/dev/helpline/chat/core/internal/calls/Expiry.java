package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.rules.ExpireCommand;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Ends sessions that show no sign of life: lazily, when somebody looks at one, and by a sweep over the rest. Several
 * engines may sweep one store; of their attempts one is committed. Thread-safe.
 */
public final class Expiry {
    private static final int SWEPT_AT_ONCE = 500;

    private final SessionStore store;
    private final LiveSessions sessions;
    private final Duration timeout;
    private final IdGenerator ids;
    private final InstantSource clock;

    /** Expiry after a timeout. */
    public Expiry(SessionStore store, LiveSessions sessions, Duration timeout, IdGenerator ids, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.timeout = timeout;
        this.ids = ids;
        this.clock = clock;
    }

    /** Ends the session first, if its time is up. Whoever looks at it does not count as a sign of life. */
    public CompletableFuture<Session> lookAt(LiveSession live) {
        Session session = live.head().session();
        // Without the store's help first: a session with a recent entry is alive, whoever was seen when.
        if (!ExpireCommand.isDue(session, Instant.EPOCH, timeout, clock.instant())) {
            return CompletableFuture.completedFuture(session);
        }
        Instant seenAt = live.customerSeenAt();
        if (!ExpireCommand.isDue(session, seenAt, timeout, clock.instant())) {
            return CompletableFuture.completedFuture(session);
        }
        return sessions.submit(live, new ExpireCommand(timeout, seenAt, ids));
    }

    /** Ends all sessions whose time is up. Returns how many it looked at. */
    public int sweep() {
        Instant before = clock.instant().minus(timeout);
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
