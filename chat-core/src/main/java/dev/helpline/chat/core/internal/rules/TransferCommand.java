package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Timeline;
import dev.helpline.chat.spi.session.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an open session to another agent or to a queue. A session on hold stays on hold if an agent gets it. A session that is there already
 * stays as it is, and the note is not added.
 */
public final class TransferCommand implements SlotCommand<Session> {
    private final @Nullable Actor actor;
    private final TransferSession request;
    private final @Nullable Assignee assignee;
    private final @Nullable NoteCommand note;
    private final ChatPolicy policy;
    private final Ids ids;
    private @Nullable Integer slot;

    /**
     * A command without a slot yet.
     *
     * @param actor null for the host
     * @param assignee the agent who gets the session; null for a queue
     * @param note the note of the request; null if it has none
     */
    public TransferCommand(
            @Nullable Actor actor,
            TransferSession request,
            @Nullable Assignee assignee,
            @Nullable NoteCommand note,
            ChatPolicy policy,
            IdGenerator generator) {
        this.actor = actor;
        this.request = request;
        this.assignee = assignee;
        this.note = note;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    @Override
    public void useSlot(int value) {
        slot = value;
    }

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        Assignment owner = session.assignment();
        if (isThere(session, owner)) {
            return new Decision.Answer<>(stored -> stored);
        }
        AgentId from = request.from();
        if (from != null && (owner == null || !owner.agent().equals(from))) {
            return new Decision.Refuse<>(owner == null ? Refusals.waiting(session) : Refusals.taken(session, owner));
        }
        Actor agent = actor;
        Optional<ChatException> refusal = agent == null
                ? Optional.empty()
                : Permissions.refusal(agent, action(agent.agentId(), owner), session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        Assignee next = assignee;
        if (next == null) {
            return change(session, queued(session, owner, now), now);
        }
        Integer free = Offers.slotFor(next.agent(), session, slot);
        return free == null ? new Decision.NeedSlot<>() : change(session, given(session, owner, next, free, now), now);
    }

    private boolean isThere(Session session, @Nullable Assignment owner) {
        Assignee next = assignee;
        if (next != null) {
            return owner != null && owner.agent().equals(next.agent());
        }
        String department = request.department();
        return owner == null && (department == null || department.equals(session.department()));
    }

    private AgentAction action(AgentId self, @Nullable Assignment owner) {
        Assignee next = assignee;
        if (next == null) {
            return request.department() == null ? AgentAction.RETURN : AgentAction.TRANSFER;
        }
        boolean toSelf = next.agent().equals(self);
        if (owner == null) {
            return toSelf ? AgentAction.CLAIM : AgentAction.ASSIGN;
        }
        return toSelf ? AgentAction.TAKE_OVER : AgentAction.TRANSFER;
    }

    private Session given(Session session, @Nullable Assignment owner, Assignee next, int free, Instant now) {
        if (owner == null) {
            return Inactivity.turnedTo(Turn.AGENT, Assignments.assigned(session, next, free, now), policy, now);
        }
        Timeline timeline = session.timeline();
        boolean agentsTurn = session.turn() == Turn.AGENT;
        return session.toBuilder()
                .assignment(new Assignment(next.agent(), next.name(), next.department(), now))
                .agentSlot(free)
                .timeline(
                        agentsTurn
                                ? timeline.toBuilder()
                                        .turnSince(now)
                                        .endsAt(null)
                                        .build()
                                : timeline)
                .build();
    }

    private Session queued(Session session, @Nullable Assignment owner, Instant now) {
        String department = request.department() == null ? session.department() : request.department();
        if (owner == null) {
            return requeued(session, department, now);
        }
        boolean sameQueue = Objects.equals(department, session.department());
        return ReturnCommand.returned(session, SessionMove.REQUEUE, sameQueue ? owner.agent() : null, now).toBuilder()
                .department(department)
                .build();
    }

    /** The waiting session in the queue of another department, where it waits from now on. */
    static Session requeued(Session session, @Nullable String department, Instant now) {
        return Offers.withoutOffer(session)
                .department(department)
                .returnedBy(null)
                .passedBy(Map.of())
                .timeline(session.timeline().toBuilder().queuedAt(now).build())
                .build();
    }

    private Decision<Session> change(Session session, Session moved, Instant now) {
        List<NewEntry> entries = new ArrayList<>(3);
        List<NewAudit> audit = new ArrayList<>(2);
        Session next = Assignments.seenTo(actor, moved);
        if (note != null) {
            Decision<?> noted = note.decide(session, now);
            if (!(noted instanceof Decision.Change<?> added)) {
                return new Decision.Refuse<>(Refusals.forbidden("the agent may not add a note"));
            }
            entries.addAll(added.change().entries());
            audit.addAll(added.change().audit());
            next = next.toBuilder().mentions(added.change().next().mentions()).build();
        }
        Assignee agent = assignee;
        if (agent != null) {
            entries.add(Assignments.event(session, agent, ids.event()));
        } else if (session.assignment() != null) {
            entries.add(NewEntry.event(
                    ids.event(),
                    EventType.SESSION_RETURNED,
                    EventTexts.of(session).returned()));
        }
        entries.add(NewEntry.teamEvent(ids.flag(), EventType.SESSION_TRANSFERRED, text(next), facts(session, next)));
        String action = session.assignment() == null && agent != null ? "SESSION_ASSIGNED" : "SESSION_TRANSFERRED";
        audit.add(NewAudit.by(Actor.principalOf(actor), action, detail(session, next), ids.moveSalt()));
        return new Decision.Change<>(SessionChange.of(next, entries, audit), (stored, appended) -> stored);
    }

    /** For agents, whose language is not known. */
    private String text(Session next) {
        if (assignee != null) {
            return "The session was transferred to agent " + assignee.agent() + ".";
        }
        return next.department() == null
                ? "The session was returned to the queue."
                : "The session was transferred to the queue of " + next.department() + ".";
    }

    private String facts(Session before, Session next) {
        boolean moves = !Objects.equals(before.department(), next.department());
        return new Facts()
                .with("by", actor == null ? null : actor.agentId())
                .with("from", agentOf(before))
                .with("to", agentOf(next))
                .with("fromDepartment", moves ? before.department() : null)
                .with("toDepartment", moves ? next.department() : null)
                .json();
    }

    private static String detail(Session before, Session next) {
        return "from=" + agentOf(before) + " to=" + agentOf(next) + " fromDepartment=" + before.department()
                + " toDepartment=" + next.department();
    }

    private static @Nullable AgentId agentOf(Session session) {
        Assignment assignment = session.assignment();
        return assignment == null ? null : assignment.agent();
    }
}
