package dev.helpline.chat.core.internal.routing;

import dev.helpline.chat.core.internal.rules.Offers;
import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.routing.Candidate;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The agents who have free slots in one round, with what the round has given them. Not thread-safe. */
final class Team {
    private final Map<AgentId, Candidate> free = new TreeMap<>(Comparator.naturalOrder());

    /**
     * A team at the beginning of a round.
     *
     * @param online the agents who are online
     * @param loads how many open sessions agents have; none if an agent is missing
     */
    Team(List<Agent> online, Map<AgentId, Long> loads, ToIntFunction<Agent> capacityOf) {
        for (Agent agent : online) {
            int load = (int) Math.min(loads.getOrDefault(agent.id(), 0L), Integer.MAX_VALUE);
            put(Candidate.of(agent, load, capacityOf.applyAsInt(agent)));
        }
    }

    boolean isFull() {
        return free.isEmpty();
    }

    /** The agents who may get the session, ordered by id. */
    List<Candidate> candidates(Session session, Requirements requirements, RoutingPolicy policy, Instant now) {
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : free.values()) {
            if (Offers.mayGet(candidate.id(), session, policy, now) && requirements.areMetBy(candidate.agent())) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /** The candidate gets a session. */
    void give(Candidate candidate) {
        put(Candidate.of(candidate.agent(), candidate.openSessions() + 1, candidate.capacity()));
    }

    private void put(Candidate candidate) {
        if (candidate.openSessions() < candidate.capacity()) {
            free.put(candidate.id(), candidate);
        } else {
            free.remove(candidate.id());
        }
    }
}
