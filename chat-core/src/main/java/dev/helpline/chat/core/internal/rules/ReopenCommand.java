package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Optional;

/** Reopens an ended session. If the session is open, nothing changes. */
public final class ReopenCommand implements ReopeningCommand<Session> {
    private final Reopening reopening;

    /** A command without slots yet. */
    public ReopenCommand(Actor actor, ChatPolicy policy, IdGenerator generator) {
        this.reopening = new Reopening(actor, policy, new Ids(generator));
    }

    @Override
    public void useSlots(ReopenSlots slots) {
        reopening.use(slots);
    }

    @Override
    public void refuseSlots(ChatException refusal) {
        reopening.refuse(refusal);
    }

    @Override
    public String name() {
        return "reopen";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Optional<ChatException> refusal = reopening.forbidden(session);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        if (session.state().isOpen()) {
            return new Decision.Answer<>(stored -> stored);
        }
        if (!reopening.isAllowed(session, now)) {
            return new Decision.Refuse<>(Refusals.notAllowedNow(session, SessionMove.REOPEN));
        }
        Optional<Decision<Session>> lacking = reopening.lacking();
        return lacking.isPresent() ? lacking.get() : change(reopening.step(session, now));
    }

    private static Decision<Session> change(Reopening.Step step) {
        return new Decision.Change<>(
                SessionChange.of(step.next(), step.entries(), step.audit()), (stored, appended) -> stored);
    }
}
