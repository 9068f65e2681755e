package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a session stands among sessions ordered by age, the youngest or the oldest first; either way ties go to the
 * smaller id.
 *
 * @param createdAt when it was created, at millisecond precision
 * @param id which
 */
public record SessionKey(Instant createdAt, SessionId id) {
    /** Cuts the instant to milliseconds. */
    public SessionKey {
        createdAt = Checks.millis(createdAt);
        Objects.requireNonNull(id, "id");
    }

    /** The key of {@code session}. */
    public static SessionKey of(Session session) {
        return new SessionKey(session.timeline().createdAt(), session.id());
    }
}
