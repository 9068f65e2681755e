package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a waiting session to the agent whom routing chose. Leaves a session as it is that does not wait any more, or on which routing would
 * have to decide anew: it is in the queue of another department, or the agent has given it back since.
 */
public final class RouteCommand implements SlotCommand<Session> {
    private final Session judged;
    private final Assignee assignee;
    private final ChatPolicy policy;
    private final Ids ids;
    private @Nullable Integer slot;

    /**
     * A command without a slot yet.
     *
     * @param judged the session on which routing decided
     */
    public RouteCommand(Session judged, Assignee assignee, ChatPolicy policy, IdGenerator generator) {
        this.judged = judged;
        this.assignee = assignee;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    @Override
    public void useSlot(int value) {
        slot = value;
    }

    @Override
    public String name() {
        return "route";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        boolean isAsJudged = session.state() == SessionState.WAITING
                && Objects.equals(session.department(), judged.department())
                && !assignee.agent().equals(session.returnedBy());
        if (!isAsJudged) {
            return new Decision.Answer<>(stored -> stored);
        }
        Integer free = slot;
        if (free == null) {
            return new Decision.NeedSlot<>();
        }
        Session assigned = Assignments.assigned(session, assignee, free, now);
        NewAudit audit = NewAudit.bySystem("SESSION_ASSIGNED", "agent=" + assignee.agent(), ids.moveSalt());
        return new Decision.Change<>(
                SessionChange.of(
                        Inactivity.turnedTo(Turn.AGENT, assigned, policy, now),
                        List.of(Assignments.event(session, assignee, ids)),
                        List.of(audit)),
                (stored, appended) -> stored);
    }
}
