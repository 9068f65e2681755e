package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the supervisors for help with an open session. A session that is escalated already stays as it is. */
public final class EscalateCommand implements SessionCommand<Session> {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final Actor actor;
    private final String reason;
    private final ChatPolicy policy;
    private final Ids ids;

    /** A command with a reason that has passed {@link #check}. */
    public EscalateCommand(Actor actor, String reason, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.reason = reason;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    /** Rejects a reason that breaks a rule whatever the session is. */
    public static void check(String reason) {
        TEXTS.required("reason", reason, TextLimits.ESCALATION_REASON);
    }

    @Override
    public String name() {
        return "escalate";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Optional<ChatException> refusal = Permissions.refusal(actor, AgentAction.ESCALATE, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        if (!session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notOpen(session));
        }
        if (session.timeline().escalatedAt() != null) {
            return new Decision.Answer<>(stored -> stored);
        }
        String facts = new Facts().with("by", actor.agentId()).json();
        return new Decision.Change<>(
                SessionChange.of(
                        session.toBuilder()
                                .timeline(session.timeline().toBuilder()
                                        .escalatedAt(now)
                                        .build())
                                .build(),
                        List.of(NewEntry.teamEvent(ids.event(), EventType.SESSION_ESCALATED, reason, facts)),
                        List.of(NewAudit.by(
                                actor.principal(), "SESSION_ESCALATED", "reason=" + reason, ids.moveSalt()))),
                (stored, appended) -> stored);
    }
}
