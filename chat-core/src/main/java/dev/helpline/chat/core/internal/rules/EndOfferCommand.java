package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends the offer of a session, which waits on. A session without such an offer stays as it is. */
public final class EndOfferCommand implements SessionCommand<Session> {
    /** Why an offer ends. */
    public enum Cause {
        /** The agent does not want the session. */
        DECLINED,
        /** The agent let the time run out. */
        TIMED_OUT,
        /** The agent is not online any more; may be offered the session again. */
        AGENT_ABSENT
    }

    private final @Nullable Actor actor;
    private final AgentId agent;
    private final @Nullable Offer judged;
    private final Cause cause;
    private final Ids ids;

    private EndOfferCommand(
            @Nullable Actor actor, AgentId agent, @Nullable Offer judged, Cause cause, IdGenerator generator) {
        this.actor = actor;
        this.agent = agent;
        this.judged = judged;
        this.cause = cause;
        this.ids = new Ids(generator);
    }

    /** The agent declines whatever offer of the session to them there is. */
    public static EndOfferCommand decline(Actor agent, IdGenerator generator) {
        return new EndOfferCommand(agent, agent.agentId(), null, Cause.DECLINED, generator);
    }

    /** The engine withdraws an offer, and no other one. */
    public static EndOfferCommand withdraw(Offer judged, Cause cause, IdGenerator generator) {
        return new EndOfferCommand(null, judged.agent(), judged, cause, generator);
    }

    @Override
    public String name() {
        return "end-offer";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!Offers.isTo(agent, session) || (judged != null && !judged.equals(session.offer()))) {
            return new Decision.Answer<>(stored -> stored);
        }
        String word = cause.name().toLowerCase(Locale.ROOT);
        String facts = new Facts().with("from", agent).with("cause", word).json();
        String detail = "agent=" + agent + " cause=" + cause;
        NewAudit audit = actor == null
                ? NewAudit.bySystem("OFFER_ENDED", detail, ids.moveSalt())
                : NewAudit.by(actor.principal(), "OFFER_ENDED", detail, ids.moveSalt());
        Session next =
                cause == Cause.AGENT_ABSENT ? Offers.withoutOffer(session).build() : Offers.passed(session, agent, now);
        return new Decision.Change<>(
                SessionChange.of(
                        next,
                        List.of(NewEntry.teamEvent(ids.event(), EventType.OFFER_ENDED, text(), facts)),
                        List.of(audit)),
                (stored, appended) -> stored);
    }

    private String text() {
        return switch (cause) {
            case DECLINED -> "Agent " + agent + " declined the session.";
            case TIMED_OUT -> "Agent " + agent + " did not accept the session in time.";
            case AGENT_ABSENT -> "Agent " + agent + " is not online any more; the offer ended.";
        };
    }
}
