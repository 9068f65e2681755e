package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session as this node knows it: the durable part at its version, and the live part at a revision of its own. One
 * immutable object, so that whoever reads it reads both of one moment.
 *
 * @param session the durable part
 * @param liveRevision another one whenever the live part changes; no two heads of this run of the engine share one, also if the
 *     session left memory in between
 * @param queuePosition from 1; null unless the session waits and its place is known
 */
public record Head(
        Session session, long liveRevision, @Nullable Integer queuePosition) {
    /** Whether this is the same head of the same session; both revisions only ever grow. */
    boolean isSameAs(Head other) {
        return session.version() == other.session.version() && liveRevision == other.liveRevision;
    }

    Head withSession(Session next, LiveRevisions revisions) {
        boolean keepsPlace = next.state() == session.state();
        return keepsPlace ? new Head(next, liveRevision, queuePosition) : new Head(next, revisions.next(), null);
    }

    Head withQueuePosition(@Nullable Integer position, LiveRevisions revisions) {
        return new Head(session, revisions.next(), position);
    }
}
