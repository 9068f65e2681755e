package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.SlaCommand;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionSweep;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Has breaches of service levels noted in sessions that nothing else changes. If several engines sweep one store, one of their attempts is
 * committed. Thread-safe.
 */
public final class ServiceLevels {
    private static final int SWEPT_AT_ONCE = 500;

    private final SessionSweep store;
    private final LiveSessions sessions;
    private final InstantSource clock;

    /** Sweeps the store of a node. */
    public ServiceLevels(Node node, LiveSessions sessions) {
        this.store = node.store();
        this.sessions = sessions;
        this.clock = node.clock();
    }

    /** Has the breaches of all sessions noted. */
    public void sweep() {
        List<Session> overdue;
        boolean changed;
        do {
            overdue = store.overdueSessions(clock.instant(), SWEPT_AT_ONCE);
            List<CompletableFuture<Session>> noted = overdue.stream()
                    .map(session -> sessions.submit(sessions.remember(session), new SlaCommand()))
                    .toList();
            changed = false;
            for (int i = 0; i < noted.size(); i++) {
                changed |= Futures.join(noted.get(i)).version() > overdue.get(i).version();
            }
        } while (overdue.size() == SWEPT_AT_ONCE && changed);
    }
}
