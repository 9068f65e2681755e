package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The agents, in the order of their ids. Thread-safe: each change is one atomic step on one agent. */
final class MemoryAgents {
    private final ConcurrentSkipListMap<AgentId, Agent> agents = new ConcurrentSkipListMap<>();
    private final MemoryAudit audit;

    MemoryAgents(MemoryAudit audit) {
        this.audit = audit;
    }

    Optional<Agent> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }

    Agent enroll(Agent agent) {
        return agents.merge(agent.id(), agent, Agent::enrolledAgain);
    }

    /** One save at a time; nothing else changes a version. */
    synchronized boolean save(Agent agent, AuditRecord change) {
        Agent known = agents.get(agent.id());
        if (agent.version() != (known == null ? 1 : known.version() + 1) || !audit.append(change)) {
            return false;
        }
        agents.merge(agent.id(), agent, Agent::replacedBy);
        return true;
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
