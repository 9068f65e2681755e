package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assigns a waiting session to an agent, to whom it may be offered. If this agent has it already, nothing changes; if another one has it, the command is refused. */
public final class AssignCommand implements SlotCommand<Session> {
    private final @Nullable Actor actor;
    private final Assignee assignee;
    private final ChatPolicy policy;
    private final Ids ids;
    private @Nullable Integer slot;

    /**
     * A command without a slot yet.
     *
     * @param actor who assigns the session; null for the engine itself
     */
    public AssignCommand(@Nullable Actor actor, Assignee assignee, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
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
        return "assign";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        Assignment owner = session.assignment();
        if (owner != null) {
            return owner.agent().equals(assignee.agent())
                    ? new Decision.Answer<>(stored -> stored)
                    : new Decision.Refuse<>(Refusals.taken(session, owner));
        }
        Integer free = Offers.slotFor(assignee.agent(), session, slot);
        if (free == null) {
            return new Decision.NeedSlot<>();
        }
        Session assigned = Assignments.assigned(actor, session, assignee, free, now);
        return new Decision.Change<>(
                SessionChange.of(
                        Inactivity.turnedTo(Turn.AGENT, assigned, policy, now),
                        List.of(Assignments.event(session, assignee, ids.event())),
                        List.of(Assignments.audit(actor, assignee, ids))),
                (stored, appended) -> stored);
    }
}
