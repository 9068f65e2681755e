package dev.helpline.chat.core.internal.calls;

import dev.helpline.chat.core.internal.guest.GuestToken;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges guests' tokens by the sessions that they name. A wrong token costs one read of the store, whether there is such a session or not.
 * Thread-safe.
 */
public final class GuestAuthenticator implements Authenticator {
    private static final Refused NOT_LET_IN = new Refused("guests are not let in");
    private static final Refused MISSPELLED = new Refused("not spelled like a guest's token");
    private static final Refused UNKNOWN = new Refused("no session has this guest's token, or it has expired");

    private final LiveSessions sessions;
    private final ChatPolicy policy;
    private final InstantSource clock;

    /** Judges tokens of these sessions. */
    public GuestAuthenticator(LiveSessions sessions, ChatPolicy policy, InstantSource clock) {
        this.sessions = sessions;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Verdict authenticate(String text) {
        if (policy.guests().isEmpty()) {
            return NOT_LET_IN;
        }
        Optional<GuestToken> token = GuestToken.parse(text);
        return token.isEmpty() ? MISSPELLED : CallBoundary.call(() -> judged(token.get()));
    }

    private Verdict judged(GuestToken token) {
        return sessions.find(token.session(), session -> token.opens(session, clock.instant()))
                .map(LiveSession::head)
                .map(head -> head.session())
                .filter(session -> session.guestAccess() != null)
                .<Verdict>map(GuestAuthenticator::accepted)
                .orElse(UNKNOWN);
    }

    private static Accepted accepted(Session session) {
        GuestAccess access = Objects.requireNonNull(session.guestAccess(), "guestAccess");
        Customer guest = session.customer();
        return new Accepted(
                Principal.builder(Role.CUSTOMER, guest.id().value())
                        .name(guest.name())
                        .email(guest.email())
                        .phone(guest.phone())
                        .guest(true)
                        .build(),
                access.expiresAt());
    }
}
