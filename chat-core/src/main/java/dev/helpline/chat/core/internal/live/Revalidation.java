package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.SessionLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Finds the sessions that another engine changed, or that the store lost, with one read per 1000 sessions. After the store could not
 * be read, every session is looked at instead, since another database may serve now, at a state of its own. Thread-safe.
 */
final class Revalidation {
    private static final int MAX_IDS = 1000;

    private final SessionLog store;
    private final Consumer<LiveSession> lookAgain;

    /** Whether the last run failed. */
    private boolean lostSight;

    Revalidation(SessionLog store, Consumer<LiveSession> lookAgain) {
        this.store = store;
        this.lookAgain = lookAgain;
    }

    synchronized void run(List<LiveSession> sessions) {
        boolean lookAtAll = lostSight;
        lostSight = true;
        if (lookAtAll) {
            sessions.forEach(lookAgain);
        } else {
            for (int from = 0; from < sessions.size(); from += MAX_IDS) {
                compareVersions(sessions.subList(from, Math.min(from + MAX_IDS, sessions.size())));
            }
        }
        lostSight = false;
    }

    private void compareVersions(List<LiveSession> some) {
        // A read sees all that was committed before it began, and these versions were: hence the versions come first.
        Map<SessionId, Long> known = new HashMap<>();
        some.forEach(live -> known.put(live.id(), version(live)));
        Map<SessionId, Long> stored = store.versions(known.keySet());
        for (LiveSession live : some) {
            long version = stored.getOrDefault(live.id(), 0L);
            if (version < Objects.requireNonNull(known.get(live.id())) || version > version(live)) {
                lookAgain.accept(live);
            }
        }
    }

    private static long version(LiveSession live) {
        Session session = live.head().session();
        return session.version();
    }
}
