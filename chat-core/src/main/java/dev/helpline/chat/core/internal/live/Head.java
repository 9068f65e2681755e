package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session as this node knows it: the durable part at its version, and the live part at a revision of its own. One
 * immutable object, so that whoever reads it reads both of one moment.
 *
 * @param session the durable part
 * @param liveRevision grows whenever the live part changes, also when the session left memory in between
 * @param queuePosition from 1; null unless the session waits and its place is known
 */
public record Head(
        Session session, long liveRevision, @Nullable Integer queuePosition) {
    /** Whether this is the same head of the same session; both revisions only ever grow. */
    boolean isSameAs(Head other) {
        return session.version() == other.session.version() && liveRevision == other.liveRevision;
    }

    Head withSession(Session next) {
        boolean keepsPlace = next.state() == session.state();
        return keepsPlace ? new Head(next, liveRevision, queuePosition) : new Head(next, liveRevision + 1, null);
    }

    Head withQueuePosition(@Nullable Integer position) {
        return new Head(session, liveRevision + 1, position);
    }
}
