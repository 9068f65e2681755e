package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.rules.RateCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.rating.RatingState;
import dev.helpline.chat.core.rating.Ratings;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ratings without a token. */
final class RatingCalls implements Ratings {
    private final EngineParts engine;

    RatingCalls(EngineParts engine) {
        this.engine = engine;
    }

    @Override
    public RatingState look(SessionId id) {
        Session session = find(id);
        Instant now = engine.node().clock().instant();
        return new RatingState(session, RateCommand.accepts(engine.policy(), session, now));
    }

    @Override
    public SessionView rate(RateSession request, @Nullable NetworkAddress address) {
        Session session = find(request.session());
        Principal customer = Principal.builder(
                        Role.CUSTOMER, session.customer().id().value())
                .guest(session.customer().guest())
                .build();
        return new CustomerCalls(engine, new Accepted(customer, Instant.MAX), address).rate(request);
    }

    private Session find(SessionId id) {
        return CallBoundary.call(() -> engine.sessions()
                .find(id)
                .orElseThrow(() -> Refusals.notFound(id))
                .head()
                .session());
    }
}
