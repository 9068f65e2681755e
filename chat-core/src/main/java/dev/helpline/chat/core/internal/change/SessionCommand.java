package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * A command on a session. Pure: it may be decided several times, on newer and newer sessions, before one decision is stored. The ids
 * it hands out stay the same.
 *
 * @param <T> the result of the command
 */
public interface SessionCommand<T> {
    /** The name of the command in logs and measurements. */
    String name();

    /** Decides the command on this session. */
    Decision<T> decide(Session session, Instant now);

    /** The id of the entry that an earlier try of this command would have stored; empty if the command cannot be repeated. */
    default Optional<EntryId> repeatableAs() {
        return Optional.empty();
    }

    /** Decides the command given the stored entry of the id {@link #repeatableAs()}, which may be another sender's. */
    default Decision<T> decideRepeated(Entry stored) {
        throw new IllegalStateException(name() + " cannot be repeated");
    }
}
