package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.Objects;

/**
 * The place of an open session in every {@link OpenSessionQuery.Order}, as of when it was read. A list that continues
 * after a key neither repeats nor skips a session, unless the session changed its place in the meantime.
 *
 * @param waiting whether it waits for an agent
 * @param priority how urgent it is
 * @param createdAt when it was created, at millisecond precision
 * @param lastEntryAt when its newest entry was made, at millisecond precision
 * @param id the session's id
 */
public record OpenSessionKey(boolean waiting, Priority priority, Instant createdAt, Instant lastEntryAt, SessionId id) {
    /** Cuts the instants to milliseconds. */
    public OpenSessionKey {
        Objects.requireNonNull(priority, "priority");
        createdAt = Checks.millis(createdAt);
        lastEntryAt = Checks.millis(lastEntryAt);
        Objects.requireNonNull(id, "id");
    }

    /** Returns the key of {@code session}. */
    public static OpenSessionKey of(Session session) {
        return new OpenSessionKey(
                session.state() == SessionState.WAITING,
                session.priority(),
                session.timeline().createdAt(),
                session.timeline().lastEntryAt(),
                session.id());
    }
}
