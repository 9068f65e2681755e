package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Offer;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers a waiting session to an agent, whose slot it takes. A session that is offered already stays as it is. */
final class OfferCommand implements SlotCommand<Session> {
    private final AgentId agent;
    private final Duration timeout;
    private final Ids ids;
    private @Nullable Integer slot;

    OfferCommand(AgentId agent, Duration timeout, IdGenerator generator) {
        this.agent = agent;
        this.timeout = timeout;
        this.ids = new Ids(generator);
    }

    @Override
    public void useSlot(int value) {
        slot = value;
    }

    @Override
    public String name() {
        return "offer";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (session.offer() != null) {
            return new Decision.Answer<>(stored -> stored);
        }
        Integer free = slot;
        if (free == null) {
            return new Decision.NeedSlot<>();
        }
        Offer offer = Offer.of(agent, now.plus(timeout));
        String facts =
                new Facts().with("to", agent).with("until", offer.until()).json();
        String text = "The session is offered to agent " + agent + ".";
        return new Decision.Change<>(
                SessionChange.of(
                        session.toBuilder().offer(offer).agentSlot(free).build(),
                        List.of(NewEntry.teamEvent(ids.event(), EventType.SESSION_OFFERED, text, facts)),
                        List.of(NewAudit.bySystem(
                                "SESSION_OFFERED", "agent=" + agent + " until=" + offer.until(), ids.moveSalt()))),
                (stored, appended) -> stored);
    }
}
