package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.facts.AgentWorkload;
import dev.helpline.chat.spi.time.TimeWindow;
import java.util.List;

/**
 * Sums up how much each agent worked. A store that is one is also a {@link FactStore}, and keeps the {@linkplain
 * dev.helpline.chat.spi.facts.OnlineInterval times for which agents were online} as a part of each change of when an agent was seen. Thread-safe.
 */
@Experimental
public interface WorkloadStore {
    /**
     * Returns the {@linkplain AgentWorkload#of workload} of each agent, in the order of their ids; agents of whom all numbers are zero are left
     * out. Erased sessions do not count.
     *
     * @param window with a beginning, after 1970, and an end
     * @throws StoreException if the store cannot be reached
     */
    List<AgentWorkload> workload(TimeWindow window);
}
