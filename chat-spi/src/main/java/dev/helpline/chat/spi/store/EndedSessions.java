package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the sessions that have ended.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if
 * the store cannot be reached; a {@code limit} is at least 1.
 */
public interface EndedSessions {
    /**
     * Returns the ended sessions that match, the one that ended last first, in the order of {@link EndedSessionKey}.
     *
     * @param after the key after which the list begins; null to begin with the session that ended last
     */
    List<Session> endedSessions(EndedSessionQuery query, @Nullable EndedSessionKey after, int limit);
}
