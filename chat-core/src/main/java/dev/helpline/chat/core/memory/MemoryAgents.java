package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The agents, in the order of their ids. Thread-safe: each change is one atomic step on one agent. */
final class MemoryAgents {
    private final ConcurrentSkipListMap<AgentId, Agent> agents = new ConcurrentSkipListMap<>();

    Optional<Agent> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }

    Agent enroll(Agent agent) {
        return agents.merge(agent.id(), agent, Agent::enrolledAgain);
    }

    void save(Agent agent) {
        agents.put(agent.id(), agent);
    }

    void seen(AgentId id, Instant at) {
        agents.computeIfPresent(
                id,
                (unused, known) ->
                        known.toBuilder().seenAt(later(known.seenAt(), at)).build());
    }

    List<Agent> first(int limit) {
        return agents.values().stream().limit(limit).toList();
    }

    int countSeenSince(Instant since) {
        return (int) agents.values().stream()
                .filter(agent -> agent.active() && !agent.seenAt().isBefore(since))
                .count();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
