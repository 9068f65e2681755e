package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import java.time.Instant;
import java.util.Objects;

/**
 * Assigns a waiting session to the agent whom routing chose, or offers it to the agent if the policy says so. Leaves a session as it is that
 * does not wait any more, or on which routing would have to decide anew: it is in the queue of another department, it is offered to an agent, or
 * the agent has given it back or passed on it since.
 */
public final class RouteCommand implements SlotCommand<Session> {
    private final Session judged;
    private final Assignee assignee;
    private final ChatPolicy policy;
    private final SlotCommand<Session> move;

    /**
     * A command without a slot yet.
     *
     * @param judged the session on which routing decided
     */
    public RouteCommand(Session judged, Assignee assignee, ChatPolicy policy, IdGenerator generator) {
        this.judged = judged;
        this.assignee = assignee;
        this.policy = policy;
        this.move = policy.routing()
                .offerTimeout()
                .<SlotCommand<Session>>map(timeout -> new OfferCommand(assignee.agent(), timeout, generator))
                .orElseGet(() -> new AssignCommand(null, assignee, policy, generator));
    }

    @Override
    public void useSlot(int value) {
        move.useSlot(value);
    }

    @Override
    public String name() {
        return "route";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        boolean isAsJudged = session.state() == SessionState.WAITING
                && Objects.equals(session.department(), judged.department())
                && session.offer() == null
                && Offers.mayGet(assignee.agent(), session, policy.routing(), now);
        return isAsJudged ? move.decide(session, now) : new Decision.Answer<>(stored -> stored);
    }
}
