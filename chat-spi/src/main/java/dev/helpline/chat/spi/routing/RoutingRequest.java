package dev.helpline.chat.spi.routing;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A waiting session for which an agent is to be chosen. Thread-safe: immutable. */
@Experimental
public final class RoutingRequest {
    private final Session session;
    private final List<Candidate> candidates;
    private final Supplier<Optional<AgentId>> lastAgent;

    private RoutingRequest(Session session, List<Candidate> candidates, Supplier<Optional<AgentId>> lastAgent) {
        this.session = Objects.requireNonNull(session, "session");
        this.candidates = List.copyOf(candidates);
        this.lastAgent = Objects.requireNonNull(lastAgent, "lastAgent");
        Checks.require(!this.candidates.isEmpty(), "candidates must not be empty");
    }

    /**
     * Returns a request.
     *
     * @param candidates at least one, ordered by id
     * @param lastAgent finds the agent of the customer's earlier session; asked once at most by {@link #lastAgent()}
     */
    public static RoutingRequest of(
            Session session, List<Candidate> candidates, Supplier<Optional<AgentId>> lastAgent) {
        return new RoutingRequest(session, candidates, lastAgent);
    }

    /** The session. */
    public Session session() {
        return session;
    }

    /** The agents who may get the session, ordered by id; never empty. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** Returns this candidate. */
    public Optional<Candidate> candidate(AgentId id) {
        return candidates.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst();
    }

    /**
     * Returns the agent who had the customer's last session that has ended, of the last five; empty if no agent had one. Reads the store, so it
     * takes some milliseconds.
     */
    public Optional<AgentId> lastAgent() {
        return lastAgent.get();
    }

    /** The session and the candidates. */
    @Override
    public String toString() {
        return "RoutingRequest[" + session.id() + " " + candidates + "]";
    }
}
