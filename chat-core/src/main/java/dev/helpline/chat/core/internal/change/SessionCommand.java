package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to be done to a session. Pure: it may be decided several times, on newer sessions, before one decision
 * counts; ids it hands out are made before and stay the same.
 *
 * @param <T> what the caller is answered
 */
public interface SessionCommand<T> {
    /** A word for logs and measurements. */
    String name();

    /** What to make of it. */
    Decision<T> decide(Session session, Instant now);

    /** The id under which an earlier try of this very command would have left an entry, if it can be repeated. */
    default Optional<EntryId> repeatableAs() {
        return Optional.empty();
    }

    /** What to make of it given the entry an earlier try, or somebody else, left under {@link #repeatableAs()}. */
    default Decision<T> decideRepeated(Entry stored) {
        throw new IllegalStateException(name() + " cannot be repeated");
    }
}
