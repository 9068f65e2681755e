package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.live.Uptime;
import dev.helpline.chat.core.internal.rules.ReturnCommand;
import dev.helpline.chat.core.internal.rules.ReturnCommand.Cause;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Returns the sessions of agents who cannot answer to the queue: at once those of an agent who is deactivated, and by a sweep those that were
 * assigned to such an agent meanwhile or by other nodes, and those of agents who vanished. Of several engines over one store, the one that has
 * the lease sweeps; should two do so, one of their attempts is committed. Thread-safe.
 */
public final class HandBack {
    /** The name of the lease of the engine that sweeps. */
    static final String LEASE = "hand-back";

    /** Some times the interval of the sweep, so that an engine that lives keeps the lease. */
    private static final Duration LEASE_TIME = Duration.ofSeconds(15);

    private final ChatStore store;
    private final InstantSource clock;
    private final String owner;
    private final LiveSessions sessions;
    private final QueueBoard queue;
    private final OfferSweep offers;
    private final IdGenerator ids;
    private final Uptime uptime;
    private final Optional<Duration> vanishedAfter;

    /**
     * Hands sessions of a node's store back.
     *
     * @param uptime tells which absence counts
     */
    public HandBack(
            Node node,
            LiveSessions sessions,
            QueueBoard queue,
            OfferSweep offers,
            ChatPolicy policy,
            IdGenerator ids,
            Uptime uptime) {
        this.store = node.store();
        this.clock = node.clock();
        this.owner = ids.newId();
        this.sessions = sessions;
        this.queue = queue;
        this.offers = offers;
        this.ids = ids;
        this.uptime = uptime;
        this.vanishedAfter = policy.vanishedAgentTimeout().map(WaitEstimate.AGENT_SEEN_WITHIN::plus);
    }

    /** Returns all sessions of an agent who is deactivated to the queue. */
    public void ofInactive(AgentId agent) {
        handBack(agent, Cause.AGENT_DEACTIVATED, store.openSessionsOf(agent));
    }

    /**
     * Returns the sessions of all agents who cannot answer to the queue, and ends offers that routing does not end because the policy has changed,
     * unless another engine does so.
     */
    public void sweep() {
        Instant now = clock.instant();
        if (store.takeLease(LEASE, owner, now, now.plus(LEASE_TIME))) {
            handBackAll();
            offers.run();
        }
    }

    private void handBackAll() {
        Instant vanishedBefore = vanishedAfter.map(uptime::reachableSince).orElse(Instant.MIN);
        Set<AgentId> owners = store.openSessionsPerAgent().keySet();
        if (owners.isEmpty()) {
            return;
        }
        Map<AgentId, Agent> listed =
                store.firstAgents(AgentRoster.MAX_LISTED).stream().collect(Collectors.toMap(Agent::id, agent -> agent));
        for (AgentId owner : owners) {
            Agent agent = listed.get(owner);
            if (agent == null) {
                agent = store.findAgent(owner).orElse(null);
            }
            if (agent != null) {
                handBackIfAbsent(agent, vanishedBefore);
            }
        }
    }

    private void handBackIfAbsent(Agent agent, Instant vanishedBefore) {
        if (!agent.active()) {
            ofInactive(agent.id());
        } else if (agent.seenAt().isBefore(vanishedBefore)) {
            List<Session> unanswered = store.openSessionsOf(agent.id()).stream()
                    .filter(this::waitsForAnswer)
                    .toList();
            handBack(agent.id(), Cause.AGENT_VANISHED, unanswered);
        }
    }

    /** Whether the customer wrote the newest message, or there is none. */
    private boolean waitsForAnswer(Session session) {
        long newest = session.log().lastMessageSeq();
        List<Entry> entries = newest == 0 ? List.of() : store.entriesBefore(session.id(), newest + 1, 1);
        return entries.isEmpty() || entries.get(0).author().type() == ParticipantType.CUSTOMER;
    }

    /** One after the other, so that a large number of sessions leaves room for other commands. */
    private void handBack(AgentId agent, Cause cause, List<Session> theirs) {
        for (Session session : theirs) {
            ReturnCommand command =
                    new ReturnCommand(agent, cause, session.log().lastMessageSeq(), ids);
            Futures.join(sessions.submit(sessions.remember(session), command));
            queue.changed();
        }
    }
}
