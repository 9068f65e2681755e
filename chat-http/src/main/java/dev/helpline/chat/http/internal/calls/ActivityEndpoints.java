package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.spi.SessionId;

/** The calls that tell what a participant does besides writing: typing and reading. */
final class ActivityEndpoints {
    private final Participants participants;

    ActivityEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult typing(Request request) {
        JsonFields body = request.body();
        SessionId session = request.bodySession();
        boolean typing = body.requireFlag("isTyping");
        participants.participant(request.caller()).typing(session, typing);
        return new CallResult(new Typing(session.value(), typing), "The other side is told");
    }

    CallResult read(Request request) {
        SessionId session = request.bodySession();
        ReadFields.note(participants.participant(request.caller()), session, request.body());
        return new CallResult(new Read(session.value()), "The messages count as read");
    }

    private record Typing(String sessionId, boolean isTyping) {}

    private record Read(String sessionId) {}
}
