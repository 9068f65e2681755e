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

/**
 * Who may see which session. Whoever may not is told exactly what they would be told if there were none. Thread-safe.
 */
public final class Access {
    private final LiveSessions sessions;
    private final AccessPolicy policy;

    /** Access under a policy. */
    public Access(LiveSessions sessions, AccessPolicy policy) {
        this.sessions = sessions;
        this.policy = policy;
    }

    /** The session, if the actor may see it. */
    public LiveSession visible(Actor actor, SessionId id) {
        return sessions.find(id)
                .filter(live -> maySee(actor.principal(), live))
                .orElseThrow(() -> Refusals.notFound(id));
    }

    /** Throws what {@link #visible} throws if the actor may not see the session any more. */
    public void requireVisible(Actor actor, LiveSession live) {
        if (!maySee(actor.principal(), live)) {
            throw Refusals.notFound(live.id());
        }
    }

    /** Refuses nobody in particular where the policy asks for somebody. */
    public void requireSomebody(Actor actor) {
        if (actor.principal().role() == Role.ANONYMOUS && policy != AccessPolicy.SESSION_ID) {
            throw unauthenticated();
        }
    }

    /** Refuses nobody in particular, whatever the policy. */
    public static void requireToken(Actor actor) {
        if (actor.principal().role() == Role.ANONYMOUS) {
            throw unauthenticated();
        }
    }

    private boolean maySee(Principal principal, LiveSession live) {
        return switch (principal.role()) {
            case ANONYMOUS -> policy == AccessPolicy.SESSION_ID;
            case CUSTOMER -> live.head().session().customer().id().value().equals(principal.id());
            case AGENT, SUPERVISOR, ADMIN -> true;
        };
    }

    private static ChatException unauthenticated() {
        return new ChatException(ErrorCode.AUTHENTICATION_REQUIRED, "this call needs a token");
    }
}
