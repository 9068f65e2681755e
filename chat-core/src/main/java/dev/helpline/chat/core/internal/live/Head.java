package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session as this node knows it: the stored part at its version, and the live part at its revisions. One immutable object, so that
 * a reader gets both parts of one moment.
 */
public record Head(Session session, LiveState live) {
    /** Whether a side sees the same in the other head of the same session; a version and a revision never come back. */
    boolean isSameFor(ParticipantType side, Head other) {
        return session.version() == other.session.version() && live.revisionFor(side) == other.live.revisionFor(side);
    }

    /** This head with a newer session; a session in another state has lost its place in the queue. */
    Head withSession(Session next, LiveRevisions revisions) {
        boolean keepsPlace = next.state() == session.state();
        return new Head(next, keepsPlace ? live : LiveState.withoutPlace(live.activity(), revisions));
    }

    Head withQueuePosition(@Nullable Integer position, LiveRevisions revisions) {
        return withLive(live.withPlace(position, revisions));
    }

    Head withActivity(SessionActivity activity, LiveRevisions revisions) {
        return withLive(live.withActivity(activity, revisions));
    }

    /** Returns this very head if nothing has changed, since what was made from it is kept with it. */
    @SuppressWarnings("ReferenceEquality")
    private Head withLive(LiveState next) {
        return next == live ? this : new Head(session, next);
    }
}
