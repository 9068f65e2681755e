package dev.helpline.chat.http;

import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.SessionView;

/** Judging a session that has ended. */
final class RatingCall {
    private final Engine engine;

    RatingCall(Engine engine) {
        this.engine = engine;
    }

    Answer rate(Request request) {
        Fields body = request.body();
        RateSession rating = RateSession.builder(
                        request.bodySession(),
                        body.integer("rating").orElseThrow(() -> body.refuse("rating is required")))
                .feedback(body.text("feedback").orElse(null))
                .categories(body.texts("categories"))
                .claimedAt(body.claim("timestamp").orElse(null))
                .build();
        SessionView view = engine.chat(request.caller()).rate(rating);
        WireRating stored = WireRating.of(view.session());
        if (stored == null) {
            throw new IllegalStateException("the engine answered a rating without one");
        }
        return new Answer(stored, "The rating is stored");
    }
}
