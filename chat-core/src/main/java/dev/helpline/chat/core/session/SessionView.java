package dev.helpline.chat.core.session;

import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands, with what only holds for the moment.
 *
 * @param session the durable part, at its version
 * @param queuePosition from 1; null unless the session waits and its place is known
 * @param estimatedWait how much longer the wait is likely to last, never negative; null if nothing is known. See
 *     {@link WaitEstimate} for its definition.
 */
public record SessionView(
        Session session,
        @Nullable Integer queuePosition,
        @Nullable Duration estimatedWait) {
    /** Checks presence. */
    public SessionView {
        Objects.requireNonNull(session, "session");
    }
}
