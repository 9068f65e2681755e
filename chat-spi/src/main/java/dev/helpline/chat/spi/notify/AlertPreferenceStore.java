package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what agents prefer. Whether there is such an agent is not asked.
 *
 * <p>Thread-safe. Every read sees all that was stored before it began. Every method throws {@link StoreException} if the store cannot be reached.
 */
@Experimental
public interface AlertPreferenceStore {
    /** Returns the preferences of those of the agents who have saved some; of at most a thousand agents per call. */
    Map<AgentId, AlertPreferences> alertPreferences(Set<AgentId> agents);

    /** Stores an agent's preferences in place of earlier ones. Of several calls at the same time, one is the last. */
    void saveAlertPreferences(AgentId agent, AlertPreferences preferences);
}
