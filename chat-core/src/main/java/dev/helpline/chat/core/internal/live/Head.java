package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session as this node knows it: the stored part at its version, and the live part at its revision. One immutable object, so that
 * a reader gets both parts of one moment.
 */
public record Head(Session session, LiveState live) {
    /** Whether this is the same head of the same session; a version and a revision never come back. */
    boolean isSameAs(Head other) {
        return session.version() == other.session.version() && live.revision() == other.live.revision();
    }

    /** This head with a newer session; a session in another state has lost its place in the queue. */
    Head withSession(Session next, LiveRevisions revisions) {
        boolean keepsPlace = next.state() == session.state();
        return new Head(next, keepsPlace ? live : LiveState.unknown(revisions));
    }

    Head withQueuePosition(@Nullable Integer position, LiveRevisions revisions) {
        return new Head(session, new LiveState(revisions.next(), position));
    }
}
