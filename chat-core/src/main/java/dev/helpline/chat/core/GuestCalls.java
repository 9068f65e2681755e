package dev.helpline.chat.core;

import dev.helpline.chat.core.guest.GuestSession;
import dev.helpline.chat.core.guest.Guests;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.calls.GuestAuthenticator;
import dev.helpline.chat.core.internal.guest.GuestToken;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.auth.Authenticator;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How guests come in. */
final class GuestCalls implements Guests {
    private final EngineParts engine;
    private final Authenticator authenticator;

    GuestCalls(EngineParts engine) {
        this.engine = engine;
        this.authenticator = new GuestAuthenticator(
                engine.sessions(), engine.policy(), engine.node().clock());
    }

    @Override
    public GuestSession start(StartSession request, @Nullable NetworkAddress address) {
        return CallBoundary.call(() -> {
            Map.Entry<Session, String> started = engine.starter().startGuest(request, address);
            Session session = started.getKey();
            return GuestSession.builder(
                            new CustomerCalls(engine, guestOf(session), address).started(session), started.getValue())
                    .build();
        });
    }

    private static Accepted guestOf(Session session) {
        GuestAccess access = session.guestAccess();
        return new Accepted(
                Principal.builder(Role.CUSTOMER, session.customer().id().value())
                        .guest(true)
                        .build(),
                access == null ? Instant.MAX : access.expiresAt());
    }

    @Override
    public boolean isGuestToken(String token) {
        return GuestToken.isMarked(Objects.requireNonNull(token, "token"));
    }

    @Override
    public Authenticator authenticator() {
        return authenticator;
    }
}
