package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.AgentChange;
import dev.helpline.chat.spi.agent.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The agents, in the order of their ids. Thread-safe: each change is one atomic step on one agent. */
final class MemoryAgents {
    private final ConcurrentSkipListMap<AgentId, Agent> agents = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<AgentId, List<AgentChange>> changes = new ConcurrentHashMap<>();

    Optional<Agent> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }

    Agent enroll(Agent agent) {
        return agents.merge(agent.id(), agent, Agent::enrolledAgain);
    }

    /** One save at a time; nothing else changes a version. */
    synchronized boolean save(Agent agent, AgentChange change) {
        Agent known = agents.get(agent.id());
        if (agent.version() != (known == null ? 1 : known.version() + 1)) {
            return false;
        }
        agents.merge(agent.id(), agent, Agent::replacedBy);
        changes.computeIfAbsent(agent.id(), id -> new CopyOnWriteArrayList<>()).add(change);
        return true;
    }

    List<AgentChange> changes(AgentId id, long afterNumber, int limit) {
        return changes.getOrDefault(id, List.of()).stream()
                .filter(change -> change.number() > afterNumber)
                .limit(limit)
                .toList();
    }

    void choosePresence(AgentId id, Presence presence, Instant at) {
        agents.computeIfPresent(
                id,
                (unused, known) -> known.toBuilder()
                        .presence(presence)
                        .seenAt(later(known.seenAt(), at))
                        .build());
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
                .filter(agent -> agent.presenceAt(since) == Presence.ONLINE)
                .count();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
