package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to end a session. A session that has ended answers with its end, whoever asks again.
 *
 * @param session which
 * @param reason why, at most 1000 code points
 * @param outcome what came of it; for agents to say, refused from customers
 * @param claimedAt when the client says it ended
 */
public record EndSession(
        SessionId session,
        @Nullable String reason,
        @Nullable Outcome outcome,
        @Nullable Instant claimedAt) {
    /** Checks presence; the engine checks the rest. */
    public EndSession {
        Objects.requireNonNull(session, "session");
    }

    /** An end without further words. */
    public static EndSession of(SessionId session) {
        return new EndSession(session, null, null, null);
    }
}
