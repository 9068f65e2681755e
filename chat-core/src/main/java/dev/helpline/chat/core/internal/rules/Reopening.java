package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one command reopens a session. Not thread-safe. */
final class Reopening {
    private final Actor actor;
    private final ChatPolicy policy;
    private final Ids ids;
    private @Nullable ReopenSlots slots;
    private @Nullable ChatException refusal;

    /** The changes of reopening, the first of a command. */
    record Step(Session next, List<NewEntry> entries, List<NewAudit> audit) {}

    Reopening(Actor actor, ChatPolicy policy, Ids ids) {
        this.actor = actor;
        this.policy = policy;
        this.ids = ids;
    }

    void use(ReopenSlots value) {
        slots = value;
        refusal = null;
    }

    void refuse(ChatException value) {
        refusal = value;
    }

    /** Why the actor's role does not permit to reopen the session; empty if it does. */
    Optional<ChatException> forbidden(Session session) {
        return Permissions.refusal(actor, AgentAction.REOPEN, session, policy);
    }

    /** Whether the actor may reopen the session now. */
    boolean isAllowed(Session session, Instant now) {
        return isAllowed(actor, policy, session, now);
    }

    /** Whether an actor may reopen a session: within the policy's window, and a customer not what an agent ended as spam. */
    static boolean isAllowed(Actor actor, ChatPolicy policy, Session session, Instant now) {
        Ending ending = session.ending();
        return ending != null
                && SessionTransitions.allow(session.state(), SessionMove.REOPEN)
                && policy.reopenWindow()
                        .filter(window -> !now.isAfter(ending.at().plus(window)))
                        .isPresent()
                && (actor.isAgent() || ending.outcome() != Outcome.SPAM);
    }

    /** What the command has to decide because it has no slots; empty if it has some. */
    <T> Optional<Decision<T>> lacking() {
        if (refusal != null) {
            return Optional.of(new Decision.Refuse<>(refusal));
        }
        return slots == null ? Optional.of(new Decision.NeedSlot<>()) : Optional.empty();
    }

    /** The session waits again, or is back with its agent if there is a slot for it. It has no rating: its next end can be rated. */
    Step step(Session session, Instant now) {
        ReopenSlots taken = Objects.requireNonNull(slots, "slots");
        EventTexts texts = EventTexts.of(session);
        List<NewEntry> entries = new ArrayList<>(3);
        List<NewAudit> audit = new ArrayList<>(2);
        entries.add(NewEntry.event(ids.event(), EventType.SESSION_REOPENED, texts.reopened()));
        audit.add(NewAudit.by(actor.principal(), "SESSION_REOPENED", null, ids.moveSalt()));
        Session next = SessionTransitions.moved(session, SessionMove.REOPEN)
                .openSlot(taken.openSlot())
                .assignment(null)
                .ending(null)
                .rating(null)
                .ratingPrompt(null)
                .timeline(session.timeline().toBuilder().reopenedAt(now).build())
                .build();
        Assignment owner = session.assignment();
        if (owner != null && taken.areOf(owner)) {
            Assignee back = new Assignee(owner.agent(), owner.name(), owner.department());
            Session assigned = Assignments.assigned(next, back, taken.agentSlot(), now);
            next = Inactivity.turnedTo(Turn.AGENT, assigned, policy, now);
            entries.add(Assignments.event(session, back, ids.assignment()));
            audit.add(NewAudit.bySystem("SESSION_ASSIGNED", "agent=" + back.agent(), ids.assignmentSalt()));
        }
        return new Step(next, entries, audit);
    }
}
