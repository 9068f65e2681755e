package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Objects;

/**
 * The place of a session among ended sessions, of which the one that ended last comes first; ties go to the smaller id. A list that continues
 * after a key neither repeats nor skips a session, unless the session was reopened in the meantime.
 *
 * @param endedAt when it ended, at millisecond precision
 * @param id the session's id
 */
public record EndedSessionKey(Instant endedAt, SessionId id) {
    /** Cuts the instant to milliseconds. */
    public EndedSessionKey {
        endedAt = Checks.millis(endedAt);
        Objects.requireNonNull(id, "id");
    }

    /** Returns the key of {@code session}, which has ended. */
    public static EndedSessionKey of(Session session) {
        return new EndedSessionKey(
                Objects.requireNonNull(session.ending(), "ending").at(), session.id());
    }
}
