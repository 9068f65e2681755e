package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.facts.OnlineInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The agents, in the order of their ids. Thread-safe: each change is one atomic step on one agent. */
final class MemoryAgents {
    private final ConcurrentSkipListMap<AgentId, Agent> agents = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<AgentId, List<OnlineInterval>> online = new ConcurrentHashMap<>();
    private final MemoryAudit audit;

    MemoryAgents(MemoryAudit audit) {
        this.audit = audit;
    }

    Optional<Agent> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }

    Agent enroll(Agent agent) {
        return agents.merge(agent.id(), agent, (known, again) -> seenAgain(known, known.enrolledAgain(again)));
    }

    /** One save at a time; nothing else changes a version. */
    synchronized boolean save(Agent agent, AuditRecord change) {
        Agent known = agents.get(agent.id());
        if (agent.version() != (known == null ? 1 : known.version() + 1) || !audit.append(change)) {
            return false;
        }
        agents.merge(agent.id(), agent, (stored, saved) -> seenAgain(stored, stored.replacedBy(saved)));
        return true;
    }

    void choosePresence(AgentId id, Presence presence, Instant at) {
        agents.computeIfPresent(
                id,
                (unused, known) -> seenAgain(
                        known,
                        known.toBuilder()
                                .presence(presence)
                                .seenAt(later(known.seenAt(), at))
                                .build()));
    }

    void seen(AgentId id, Instant at) {
        agents.computeIfPresent(
                id,
                (unused, known) -> seenAgain(
                        known,
                        known.toBuilder().seenAt(later(known.seenAt(), at)).build()));
    }

    /** Keeps the time for which the agent was online; within a step on the agent. A step that is repeated keeps it once. */
    private Agent seenAgain(Agent before, Agent after) {
        OnlineInterval.between(before, after.seenAt())
                .ifPresent(added -> online.merge(before.id(), List.of(added), (known, unused) -> with(known, added)));
        return after;
    }

    private static List<OnlineInterval> with(List<OnlineInterval> known, OnlineInterval added) {
        List<OnlineInterval> all = new ArrayList<>(known);
        OnlineInterval last = all.get(all.size() - 1);
        if (last.until().equals(added.from())) {
            all.set(all.size() - 1, OnlineInterval.of(added.agent(), last.from(), added.until()));
        } else if (last.until().isBefore(added.from())) {
            all.add(added);
        }
        return List.copyOf(all);
    }

    /** When agents were online. */
    List<OnlineInterval> online() {
        return online.values().stream().flatMap(List::stream).toList();
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
