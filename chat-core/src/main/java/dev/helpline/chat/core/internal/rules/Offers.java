package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.routing.RoutingPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The changes of every offer of a waiting session to an agent. */
public final class Offers {
    private Offers() {}

    /**
     * Whether routing may give or offer the session to the agent: the agent did not give it back, and did not pass on an offer of it within
     * the policy's time.
     */
    public static boolean mayGet(AgentId agent, Session session, RoutingPolicy policy, Instant now) {
        Instant passed = session.passedBy().get(agent);
        return !agent.equals(session.returnedBy())
                && (passed == null || !now.isBefore(passed.plus(policy.offerAgainAfter())));
    }

    /** Whether the session is offered to the agent. */
    static boolean isTo(AgentId agent, Session session) {
        Offer offer = session.offer();
        return offer != null && offer.agent().equals(agent);
    }

    /** Whether the time of the session's offer is up. */
    public static boolean isOver(Offer offer, Instant now) {
        return !now.isBefore(offer.until());
    }

    /** The slot that an agent who gets the waiting session has for it: that of the offer to the agent, or else the one that was picked. */
    static @Nullable Integer slotFor(AgentId agent, Session session, @Nullable Integer picked) {
        return isTo(agent, session) ? session.agentSlot() : picked;
    }

    /** The session without an offer, if it has one. */
    static Session.Builder withoutOffer(Session session) {
        Session.Builder builder = session.toBuilder().offer(null);
        return session.offer() == null ? builder : builder.agentSlot(null);
    }

    /** The session after its agent passed on the offer. */
    static Session passed(Session session, AgentId agent, Instant now) {
        Map<AgentId, Instant> passes = new HashMap<>(session.passedBy());
        passes.put(agent, now);
        return withoutOffer(session).passedBy(newest(passes)).build();
    }

    private static Map<AgentId, Instant> newest(Map<AgentId, Instant> passes) {
        return passes.entrySet().stream()
                .sorted(Map.Entry.<AgentId, Instant>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TextLimits.PASSES)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
