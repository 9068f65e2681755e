package dev.helpline.chat.core.internal.desk;

import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.rules.EndOfferCommand;
import dev.helpline.chat.core.internal.rules.EndOfferCommand.Cause;
import dev.helpline.chat.core.internal.rules.Offers;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.ChatStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends offers whose time is up, and those to agents who chose not to be online or were deactivated. An agent who vanished has the time of the
 * offer, since another engine may know better that the agent is there. If several engines sweep one store, one of their attempts is committed.
 * Thread-safe.
 */
public final class OfferSweep {
    /** More than large teams are offered at a time; the offers that end first are the first. */
    private static final int SWEPT_AT_ONCE = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(OfferSweep.class);

    private final ChatStore store;
    private final InstantSource clock;
    private final LiveSessions sessions;
    private final IdGenerator ids;
    private final Set<SessionId> underWay = ConcurrentHashMap.newKeySet();

    /** Ends offers in a node's store. */
    public OfferSweep(Node node, LiveSessions sessions, IdGenerator ids) {
        this.store = node.store();
        this.clock = node.clock();
        this.sessions = sessions;
        this.ids = ids;
    }

    /** Begins to end what has to end. Does not wait for the commits. */
    public void run() {
        List<Session> offered = store.offeredSessions(SWEPT_AT_ONCE);
        if (offered.isEmpty()) {
            return;
        }
        Map<AgentId, Agent> team =
                store.firstAgents(AgentRoster.MAX_LISTED).stream().collect(Collectors.toMap(Agent::id, agent -> agent));
        Instant now = clock.instant();
        for (Session session : offered) {
            Offer offer = session.offer();
            if (offer != null) {
                cause(offer, Optional.ofNullable(team.get(offer.agent())), now)
                        .ifPresent(cause -> end(session, offer, cause));
            }
        }
    }

    private static Optional<Cause> cause(Offer offer, Optional<Agent> agent, Instant now) {
        if (Offers.isOver(offer, now)) {
            return Optional.of(Cause.TIMED_OUT);
        }
        return agent.filter(known -> !known.active() || known.presence() != Presence.ONLINE)
                .map(known -> Cause.AGENT_ABSENT);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again by the next run
    private void end(Session session, Offer offer, Cause cause) {
        if (underWay.add(session.id())) {
            sessions.submit(sessions.remember(session), EndOfferCommand.withdraw(offer, cause, ids))
                    .whenComplete((after, failure) -> {
                        underWay.remove(session.id());
                        if (failure != null) {
                            LOG.debug("the offer of session {} did not end", session.id(), failure);
                        }
                    });
        }
    }
}
