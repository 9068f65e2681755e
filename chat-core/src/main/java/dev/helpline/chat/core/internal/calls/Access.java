package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.policy.AccessPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Session;

/**
 * Decides which caller may see which session. A caller who may not see a session gets the same error, after the same work, as if the
 * session did not exist. Thread-safe.
 */
public final class Access {
    private final LiveSessions sessions;
    private final AccessPolicy policy;

    /** Access under a policy. */
    public Access(LiveSessions sessions, AccessPolicy policy) {
        this.sessions = sessions;
        this.policy = policy;
    }

    /**
     * Returns the session if the actor may see it. Otherwise reads the store exactly once, whether the session does not exist or
     * belongs to another customer, and whether it is in memory or not: the response time does not tell the two apart either.
     */
    public LiveSession visible(Actor actor, SessionId id) {
        return sessions.find(id, session -> maySee(actor.principal(), session))
                .orElseThrow(() -> Refusals.notFound(id));
    }

    /** Throws what {@link #visible} throws if the actor may not see the session any more. */
    public void requireVisible(Actor actor, LiveSession live) {
        if (!maySee(actor, live)) {
            throw Refusals.notFound(live.id());
        }
    }

    /** Whether the actor may see the session. */
    public boolean maySee(Actor actor, LiveSession live) {
        return maySee(actor.principal(), live.head().session());
    }

    /** Rejects a caller without a token unless the policy allows one. */
    public void requireCaller(Actor actor) {
        if (actor.principal().role() == Role.ANONYMOUS && policy != AccessPolicy.SESSION_ID) {
            throw unauthenticated();
        }
    }

    /** Rejects a caller without a token, whatever the policy. */
    public static void requireToken(Actor actor) {
        if (actor.principal().role() == Role.ANONYMOUS) {
            throw unauthenticated();
        }
    }

    private boolean maySee(Principal principal, Session session) {
        return switch (principal.role()) {
            case ANONYMOUS -> policy == AccessPolicy.SESSION_ID;
            case CUSTOMER -> session.customer().id().value().equals(principal.id());
            case AGENT, SUPERVISOR, ADMIN -> true;
        };
    }

    private static ChatException unauthenticated() {
        return new ChatException(ErrorCode.AUTHENTICATION_REQUIRED, "this call needs a token");
    }
}
