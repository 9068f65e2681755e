package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.desk.AgentAction;
import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a session. A session that has ended stays as it ended. */
public final class EndCommand implements SessionCommand<Session> {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_REQUEST);

    private final @Nullable Actor actor;
    private final EndSession request;
    private final ChatPolicy policy;
    private final Ids ids;
    private final @Nullable EntryId id;

    /**
     * A command for a request that has passed {@link #check}.
     *
     * @param actor null for the host
     */
    public EndCommand(@Nullable Actor actor, EndSession request, ChatPolicy policy, IdGenerator generator) {
        this(actor, request, policy, new Ids(generator), null);
    }

    private EndCommand(@Nullable Actor actor, EndSession request, ChatPolicy policy, Ids ids, @Nullable EntryId id) {
        this.actor = actor;
        this.request = request;
        this.policy = policy;
        this.ids = ids;
        this.id = id;
    }

    /** A command of the host's whose event has this id. Where the session has that event already, it changes nothing, although it may be open again. */
    public static EndCommand once(EntryId id, EndSession request, ChatPolicy policy, IdGenerator generator) {
        return new EndCommand(null, request, policy, Ids.withEvent(id, generator), id);
    }

    /**
     * Rejects a request that breaks a rule whatever the session is.
     *
     * @param actor null for the host
     */
    public static void check(@Nullable Actor actor, EndSession request) {
        TEXTS.optional("endReason", request.reason(), TextLimits.END_REASON);
        if (request.outcome() != null && by(actor) == EndedBy.CUSTOMER) {
            throw Refusals.forbidden("the outcome of a session is for agents to say");
        }
    }

    @Override
    public String name() {
        return "end";
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return Optional.ofNullable(id);
    }

    @Override
    public Decision<Session> decideRepeated(Entry stored) {
        boolean same =
                EventType.of(stored).filter(EventType.SESSION_ENDED::equals).isPresent();
        return same ? new Decision.Answer<>(session -> session) : new Decision.Refuse<>(Refusals.messageTaken(stored));
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        Actor caller = actor;
        Optional<ChatException> refusal =
                caller == null ? Optional.empty() : Permissions.refusal(caller, AgentAction.END, session, policy);
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        if (!session.state().isOpen()) {
            return new Decision.Answer<>(stored -> stored);
        }
        Ending ending = new Ending(
                by(actor),
                EndCause.NORMAL,
                TEXTS.optional("endReason", request.reason(), TextLimits.END_REASON),
                request.outcome(),
                now,
                ClaimedTimes.plausibleAfter(start(session), request.claimedAt(), now));
        return new Decision.Change<>(
                SessionChange.of(
                        Endings.ended(session, SessionMove.END, ending),
                        List.of(Endings.event(session, ending, ids)),
                        List.of(NewAudit.by(
                                Actor.principalOf(actor), "SESSION_ENDED", "by=" + ending.by(), ids.moveSalt()))),
                (stored, appended) -> stored);
    }

    private static EndedBy by(@Nullable Actor actor) {
        if (actor == null) {
            return EndedBy.SYSTEM;
        }
        return actor.isAgent() ? EndedBy.AGENT : EndedBy.CUSTOMER;
    }

    private static Instant start(Session session) {
        Instant claimed = session.timeline().claimedStart();
        return claimed == null ? session.timeline().createdAt() : claimed;
    }
}
