package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every change of a session brings with it. Pure but for new ids. Thread-safe. */
@FunctionalInterface
public interface ChangeFollowUp {
    /** Adds nothing. */
    ChangeFollowUp NONE = (before, change, now) -> change;

    /**
     * Returns the change with what it brings with it.
     *
     * @param before the session before the change; null for a new one
     * @return a change whose last entries are those of {@code change}
     */
    SessionChange after(@Nullable Session before, SessionChange change, Instant now);
}
