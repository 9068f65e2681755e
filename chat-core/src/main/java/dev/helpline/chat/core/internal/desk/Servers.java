package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.spi.AgentId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What serves one queue. Pure.
 *
 * @param inService how many sessions the present agents serve for this queue at a time
 * @param free how many more sessions they can be assigned at once; none without a routing strategy, where agents choose when they take one
 */
record Servers(double inService, double free) {
    private static final Servers NONE = new Servers(0, 0);

    private Servers plus(Servers other, double part) {
        return new Servers(inService + part * other.inService, free + part * other.free);
    }

    /**
     * Returns what serves each queue. An agent serves the queue of sessions without a department, and those of their departments; among
     * them they are divided as the waiting sessions are.
     *
     * @param team the agents; those who are not online serve no queue
     * @param loads how many open sessions agents have; none if an agent is missing
     * @param waiting how many sessions wait in each queue
     * @param routed whether a strategy assigns sessions up to the capacity of agents
     */
    static Map<Optional<String>, Servers> of(
            Collection<Colleague> team,
            Map<AgentId, Long> loads,
            Map<Optional<String>, Integer> waiting,
            boolean routed) {
        Map<Optional<String>, Servers> servers = new HashMap<>();
        for (Colleague colleague : team) {
            if (!colleague.online()) {
                continue;
            }
            Servers own =
                    servers(colleague, loads.getOrDefault(colleague.agent().id(), 0L), routed);
            Set<Optional<String>> queues = queues(colleague);
            double all = queues.stream()
                    .mapToInt(queue -> waiting.getOrDefault(queue, 0))
                    .sum();
            for (Optional<String> queue : queues) {
                int here = waiting.getOrDefault(queue, 0);
                if (here > 0) {
                    servers.put(queue, servers.getOrDefault(queue, NONE).plus(own, here / all));
                }
            }
        }
        return Map.copyOf(servers);
    }

    private static Servers servers(Colleague colleague, long load, boolean routed) {
        return routed
                ? new Servers(colleague.capacity(), Math.max(0, colleague.capacity() - load))
                : new Servers(Math.max(1, load), 0);
    }

    private static Set<Optional<String>> queues(Colleague colleague) {
        Set<Optional<String>> queues = new LinkedHashSet<>();
        queues.add(Optional.empty());
        colleague.agent().departments().forEach(department -> queues.add(Optional.of(department)));
        return queues;
    }
}
