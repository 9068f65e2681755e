package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.rating.RatingState;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireRating;
import dev.helpline.chat.http.internal.wire.WireTime;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.rating.Rating;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The calls that rate a session that has ended. */
final class RatingEndpoint {
    private final Participants participants;
    private final RatingLinks links;

    RatingEndpoint(Participants participants, RatingLinks links) {
        this.participants = participants;
        this.links = links;
    }

    /** Tells a device whether it is to ask the customer. */
    CallResult ask(Request request) {
        SessionId session = request.bodySession();
        String promptId = request.body().requireText("promptId");
        boolean show = participants.chat(request.caller()).askForRating(session, promptId);
        return new CallResult(
                new Prompt(session.value(), show), show ? "Ask the customer" : "The customer is not to be asked");
    }

    private record Prompt(String sessionId, boolean show) {}

    CallResult rate(Request request) {
        return stored(participants.chat(request.caller()).rate(rating(request, request.bodySession())));
    }

    /** What a page at a signed address needs before it asks. Changes nothing, since programs that check links open them, too. */
    CallResult look(Request request) {
        Instant expiresAt = links.expiry(request.session(), request.query());
        RatingState state = participants.ratings().look(request.session());
        Rating rating = state.session().rating();
        return new CallResult(
                new Linked(
                        request.session().value(),
                        state.accepting(),
                        rating == null ? null : rating.stars(),
                        WireTime.format(expiresAt)),
                "This is what can be rated");
    }

    private record Linked(
            String sessionId, boolean accepting, @Nullable Integer rating, String expiresAt) {}

    CallResult rateLinked(Request request) {
        SessionId session = request.session();
        var unused = links.expiry(session, request.query());
        return stored(participants
                .ratings()
                .rate(rating(request, session), request.caller().network()));
    }

    private static RateSession rating(Request request, SessionId session) {
        JsonFields body = request.body();
        return RateSession.builder(session, body.integer("rating").orElseThrow(() -> body.refuse("rating is required")))
                .feedback(body.text("feedback").orElse(null))
                .categories(body.texts("categories"))
                .claimedAt(body.claim("timestamp").orElse(null))
                .build();
    }

    private static CallResult stored(SessionView view) {
        WireRating stored = WireRating.of(view.session());
        if (stored == null) {
            throw new IllegalStateException("the engine returned a rated session without its rating");
        }
        return new CallResult(stored, "The rating is stored");
    }
}
