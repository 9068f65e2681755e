package dev.helpline.chat.spi.routing;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import java.util.Optional;

/**
 * Chooses the agent who gets a waiting session. The engine asks once per session, in the order of the queue, and only for sessions for which
 * there is a {@linkplain RoutingRequest#candidates() candidate}. It assigns the session by a commit that fails if the session or the agent's
 * last free slot was taken meanwhile, so a strategy may decide on what was true a moment ago.
 *
 * <p>A strategy must be thread-safe and quick. If it throws, chooses an agent who is no candidate, or does not return within 100 milliseconds,
 * the engine gives this session to the candidate with the fewest sessions; while a call has not returned, it does so for all sessions.
 */
@Experimental
@FunctionalInterface
public interface RoutingStrategy {
    /** Returns one of the candidates; empty to leave the session in the queue for now. It is asked again within a second. */
    Optional<AgentId> choose(RoutingRequest request);
}
