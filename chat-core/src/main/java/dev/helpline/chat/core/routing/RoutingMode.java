package dev.helpline.chat.core.routing;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import java.util.Optional;

/** The {@link RoutingStrategies} by name, for configuration files. */
@Experimental
public enum RoutingMode {
    /** Agents choose for themselves. */
    MANUAL,
    /** See {@link RoutingStrategies#leastBusy()}. */
    LEAST_BUSY,
    /** See {@link RoutingStrategies#roundRobin()}. */
    ROUND_ROBIN,
    /** See {@link RoutingStrategies#specialistsFirst()}. */
    SPECIALISTS_FIRST,
    /** See {@link RoutingStrategies#lastAgentOr}, with the least busy agent as the other choice. */
    LAST_AGENT;

    /** Returns a new strategy; empty for {@link #MANUAL}. */
    public Optional<RoutingStrategy> strategy() {
        return switch (this) {
            case MANUAL -> Optional.empty();
            case LEAST_BUSY -> Optional.of(RoutingStrategies.leastBusy());
            case ROUND_ROBIN -> Optional.of(RoutingStrategies.roundRobin());
            case SPECIALISTS_FIRST -> Optional.of(RoutingStrategies.specialistsFirst());
            case LAST_AGENT -> Optional.of(RoutingStrategies.lastAgentOr(RoutingStrategies.leastBusy()));
        };
    }
}
