package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice;
import dev.helpline.chat.spi.SessionId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at the sessions that other nodes say they changed, if clients follow them here. The workers read the store, at most one
 * at a time for each session: however many notices come meanwhile, they cost one more read. Thread-safe.
 */
public final class RemoteChanges implements ClusterLink.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteChanges.class);

    private final LiveSessions sessions;
    private final Executor workers;

    /** The highest version that was announced of each session that is being looked at, or about to be. */
    private final ConcurrentMap<SessionId, Long> announced = new ConcurrentHashMap<>();

    private final AtomicBoolean revalidating = new AtomicBoolean();

    /** Looks at these sessions. */
    public RemoteChanges(LiveSessions sessions, Executor workers) {
        this.sessions = sessions;
        this.workers = workers;
    }

    @Override
    public void received(String node, ClusterNotice notice) {
        if (notice instanceof ClusterNotice.SessionChanged changed
                && behind(changed.session(), changed.version()) != null) {
            announce(changed.session(), changed.version());
        }
    }

    @Override
    public void mayHaveMissed() {
        if (revalidating.compareAndSet(false, true)) {
            workers.execute(this::revalidate);
        }
    }

    private void revalidate() {
        revalidating.set(false);
        try {
            sessions.revalidate();
        } catch (Throwable e) {
            LOG.warn("looking for changes of other engines failed; it is tried again soon", e);
        }
    }

    private void announce(SessionId id, long version) {
        boolean[] first = new boolean[1];
        announced.compute(id, (session, known) -> {
            first[0] = known == null;
            return known == null ? version : Math.max(known, version);
        });
        if (first[0]) {
            workers.execute(() -> lookAgain(id));
        }
    }

    /** Reads the session until it was read after the last announcement. */
    private void lookAgain(SessionId id) {
        Long version;
        do {
            version = announced.get(id);
            try {
                LiveSession live = version == null ? null : behind(id, version);
                if (live != null) {
                    sessions.lookAgain(live);
                }
            } catch (Throwable e) {
                LOG.debug("session {} could not be read; it is looked at again within a second", id, e);
            }
        } while (version != null && !announced.remove(id, version));
    }

    /** Returns the session if clients follow it, and it is at a lower version than this one. */
    private @Nullable LiveSession behind(SessionId id, long version) {
        LiveSession live = sessions.known(id);
        boolean isBehind =
                live != null && live.isFollowed() && live.head().session().version() < version;
        return isBehind ? live : null;
    }
}
