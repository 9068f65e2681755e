package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Returns a session to the queue because its agent cannot answer. Leaves a session as it is that this agent does not have any more, or that
 * has another newest message than the one by which it was judged.
 */
public final class ReturnCommand implements SessionCommand<Session> {
    /** Why the agent cannot answer. */
    public enum Cause {
        /** The agent was deactivated: all sessions go back. */
        AGENT_DEACTIVATED,
        /** The agent was not seen for too long: sessions in which the customer waits for an answer go back. */
        AGENT_VANISHED
    }

    private final AgentId agent;
    private final Cause cause;
    private final long judgedMessageSeq;
    private final Ids ids;

    /**
     * A command for one session.
     *
     * @param judgedMessageSeq the seq of the newest message when the session was judged; matters only if the agent vanished
     */
    public ReturnCommand(AgentId agent, Cause cause, long judgedMessageSeq, IdGenerator generator) {
        this.agent = agent;
        this.cause = cause;
        this.judgedMessageSeq = judgedMessageSeq;
        this.ids = new Ids(generator);
    }

    @Override
    public String name() {
        return "return";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Assignment owner = session.assignment();
        boolean isTheirs = session.state().isOpen()
                && owner != null
                && owner.agent().equals(agent)
                && SessionTransitions.allow(session.state(), SessionMove.RELEASE);
        boolean isAsJudged = cause == Cause.AGENT_DEACTIVATED || session.log().lastMessageSeq() == judgedMessageSeq;
        if (!isTheirs || !isAsJudged) {
            return new Decision.Answer<>(stored -> stored);
        }
        NewAudit audit = NewAudit.bySystem("SESSION_RETURNED", "agent=" + agent + " cause=" + cause, ids.moveSalt());
        return new Decision.Change<>(
                SessionChange.of(
                        returned(session, SessionMove.RELEASE, null, now),
                        List.of(event(session, ids)),
                        List.of(audit)),
                (stored, appended) -> stored);
    }

    /**
     * The session as it waits for another agent. Its state must allow the move.
     *
     * @param by the agent who gave it back, or who had the time to answer; null if the agent could not
     */
    static Session returned(Session session, SessionMove move, @Nullable AgentId by, Instant now) {
        Session moved = SessionTransitions.moved(session, move)
                .assignment(null)
                .agentSlot(null)
                .returnedBy(by)
                .build();
        return moved.toBuilder()
                .timeline(moved.timeline().toBuilder().queuedAt(now).build())
                .build();
    }

    static NewEntry event(Session session, Ids ids) {
        return NewEntry.event(
                ids.event(), EventType.SESSION_RETURNED, EventTexts.of(session).returned());
    }
}
