package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Objects;

/**
 * The place of a session among sessions ordered by age, the youngest or the oldest first; in both orders ties go to
 * the smaller id.
 *
 * @param createdAt when it was created, at millisecond precision
 * @param id the session's id
 */
public record SessionKey(Instant createdAt, SessionId id) {
    /** Cuts the instant to milliseconds. */
    public SessionKey {
        createdAt = Checks.millis(createdAt);
        Objects.requireNonNull(id, "id");
    }

    /** Returns the key of {@code session}. */
    public static SessionKey of(Session session) {
        return new SessionKey(session.timeline().createdAt(), session.id());
    }
}
