package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.WireRating;
import dev.helpline.chat.spi.SessionId;

/** The calls that rate a session that has ended. */
final class RatingEndpoint {
    private final Participants participants;

    RatingEndpoint(Participants participants) {
        this.participants = participants;
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
        JsonFields body = request.body();
        RateSession rating = RateSession.builder(
                        request.bodySession(),
                        body.integer("rating").orElseThrow(() -> body.refuse("rating is required")))
                .feedback(body.text("feedback").orElse(null))
                .categories(body.texts("categories"))
                .claimedAt(body.claim("timestamp").orElse(null))
                .build();
        SessionView view = participants.chat(request.caller()).rate(rating);
        WireRating stored = WireRating.of(view.session());
        if (stored == null) {
            throw new IllegalStateException("the engine returned a rated session without its rating");
        }
        return new CallResult(stored, "The rating is stored");
    }
}
