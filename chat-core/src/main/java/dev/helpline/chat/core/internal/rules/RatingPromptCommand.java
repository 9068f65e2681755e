package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.rating.RatingPrompt;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Gives one of a customer's devices the request for a rating of an ended session. Decides whether this device has it; the device that has
 * it gets the same answer again.
 */
public final class RatingPromptCommand implements SessionCommand<Boolean> {
    private final Actor actor;
    private final String promptId;
    private final ChatPolicy policy;
    private final Ids ids;

    /** A command for an id that has passed {@link #check}. */
    public RatingPromptCommand(Actor actor, String promptId, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.promptId = promptId;
        this.policy = policy;
        this.ids = new Ids(generator);
    }

    /** Rejects agents, and an id that is not spelled like that of a session. */
    public static void check(Actor actor, String promptId) {
        if (actor.isAgent()) {
            throw Refusals.forbidden("a session is rated by its customer");
        }
        if (!SessionId.isValid(promptId)) {
            throw new ChatException(
                    ErrorCode.INVALID_REQUEST,
                    "promptId must have 1 to 128 of the characters A-Z a-z 0-9 . _ : -",
                    Map.of("field", "promptId"));
        }
    }

    @Override
    public String name() {
        return "ask for a rating";
    }

    @Override
    public Decision<Boolean> decide(Session session, Instant now) {
        if (session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notEnded(session));
        }
        if (!session.awaitsRatingPrompt() || !RateCommand.isInWindow(policy, session, now)) {
            RatingPrompt prompt = session.ratingPrompt();
            boolean isOurs =
                    session.rating() == null && prompt != null && prompt.id().equals(promptId);
            return new Decision.Answer<>(unchanged -> isOurs);
        }
        return new Decision.Change<>(
                SessionChange.of(
                        session.toBuilder()
                                .ratingPrompt(new RatingPrompt(promptId, now))
                                .build(),
                        List.of(NewEntry.agentsEvent(
                                ids.event(), EventType.RATING_PROMPTED, null, EventTexts.prompted())),
                        List.of(NewAudit.by(actor.principal(), "RATING_PROMPTED", null, ids.moveSalt()))),
                (after, appended) -> true);
    }
}
