package dev.helpline.chat.core.routing;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.routing.Candidate;
import dev.helpline.chat.spi.routing.RoutingStrategy;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The strategies that come with the engine. Each chooses among candidates who are online, have a free slot, and match the department, the
 * skills and the language that the session requires. Thread-safe.
 */
@Experimental
public final class RoutingStrategies {
    private static final Comparator<Candidate> LEAST_BUSY =
            Comparator.comparingInt(Candidate::openSessions).thenComparing(Candidate::id);

    private RoutingStrategies() {}

    /** The agent with the fewest open sessions; of several, the one with the smallest id. */
    public static RoutingStrategy leastBusy() {
        return request -> request.candidates().stream().min(LEAST_BUSY).map(Candidate::id);
    }

    /**
     * The agents in turn, by their ids, whatever they have to do already. Every engine takes turns of its own, which begin anew when the
     * engine starts.
     */
    public static RoutingStrategy roundRobin() {
        AtomicReference<String> last = new AtomicReference<>("");
        return request -> {
            String previous = last.get();
            AgentId next = request.candidates().stream()
                    .map(Candidate::id)
                    .filter(id -> id.value().compareTo(previous) > 0)
                    .findFirst()
                    .orElse(request.candidates().get(0).id());
            last.set(next.value());
            return Optional.of(next);
        };
    }

    /**
     * The agent with the fewest departments, skills and languages, so that agents who can do more stay free for sessions that need them; of
     * several, the least busy one.
     */
    public static RoutingStrategy specialistsFirst() {
        Comparator<Candidate> order = Comparator.<Candidate>comparingInt(candidate -> breadth(candidate.agent()))
                .thenComparing(LEAST_BUSY);
        return request -> request.candidates().stream().min(order).map(Candidate::id);
    }

    /** The agent who had the customer's last session, if that agent is a candidate; otherwise the choice of another strategy. */
    public static RoutingStrategy lastAgentOr(RoutingStrategy other) {
        Objects.requireNonNull(other, "other");
        return request -> {
            Optional<AgentId> last =
                    request.lastAgent().filter(id -> request.candidate(id).isPresent());
            return last.isPresent() ? last : other.choose(request);
        };
    }

    private static int breadth(Agent agent) {
        return agent.departments().size()
                + agent.skills().size()
                + agent.languages().size();
    }
}
