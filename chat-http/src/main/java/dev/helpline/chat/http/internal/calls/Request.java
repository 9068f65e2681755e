package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.JsonFields;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.spi.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * A call with its caller, its query and its body, ready for its handler.
 *
 * @param variable the path's variable, still percent-encoded; null if the path has none
 * @param body empty for a call without a body
 */
record Request(Caller caller, @Nullable String variable, Query query, JsonFields body) {
    /** The session that the path names. Rejects text that is not a valid id like an unknown session. */
    SessionId session() {
        if (variable == null) {
            throw new IllegalStateException("this route has no variable");
        }
        return PercentCoding.decode(variable, false)
                .filter(SessionId::isValid)
                .map(SessionId::new)
                .orElseThrow(Refusal::noSuchSession);
    }

    /** The session that the body names. */
    SessionId bodySession() {
        return body.requireId("sessionId", SessionId::new);
    }
}
