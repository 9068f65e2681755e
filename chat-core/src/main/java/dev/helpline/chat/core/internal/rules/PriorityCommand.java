package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes how urgent an open session is. */
public final class PriorityCommand implements SessionCommand<Session> {
    private final Actor actor;
    private final Priority priority;
    private final ChatPolicy policy;
    private final Ids ids;

    /** A command for this priority. */
    public PriorityCommand(Actor actor, Priority priority, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.priority = priority;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    @Override
    public String name() {
        return "set-priority";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Optional<ChatException> refusal = Permissions.refusal(actor, AgentAction.SET_PRIORITY, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        Priority before = session.priority();
        if (before == priority) {
            return new Decision.Answer<>(stored -> stored);
        }
        String facts = new Facts()
                .with("by", actor.agentId())
                .with("from", word(before))
                .with("to", word(priority))
                .json();
        String text = "The priority was changed from " + word(before) + " to " + word(priority) + ".";
        String detail = "from=" + before + " to=" + priority;
        return new Decision.Change<>(
                SessionChange.of(
                        session.toBuilder().priority(priority).build(),
                        List.of(NewEntry.teamEvent(ids.event(), EventType.PRIORITY_CHANGED, text, facts)),
                        List.of(NewAudit.by(actor.principal(), "PRIORITY_CHANGED", detail, ids.moveSalt()))),
                (stored, appended) -> stored);
    }

    private static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
