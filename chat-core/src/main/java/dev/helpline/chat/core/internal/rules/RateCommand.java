package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.core.internal.change.NewEntry;
import dev.helpline.chat.core.internal.change.SessionChange;
import dev.helpline.chat.core.internal.change.SessionCommand;
import dev.helpline.chat.core.policy.ChatPolicy;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.entry.EventType;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Rates an ended session, once. Giving the same rating again changes nothing. */
public final class RateCommand implements SessionCommand<Session> {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_RATING);

    private final Actor actor;
    private final RateSession request;
    private final String ratingId;
    private final Ids ids;
    private Optional<ChatException> refusal = Optional.empty();

    /** A command for a request that has passed {@link #check}. */
    public RateCommand(Actor actor, RateSession request, IdGenerator generator) {
        this.actor = actor;
        this.request = request;
        this.ratingId = generator.newId();
        this.ids = new Ids(generator);
    }

    /** Returns the refusal if the policy has categories, and the rating has another one. */
    public static Optional<ChatException> refuseCategories(ChatPolicy policy, RateSession request) {
        List<String> allowed = policy.ratingCategories();
        return allowed.isEmpty() || allowed.containsAll(request.categories())
                ? Optional.empty()
                : Optional.of(new ChatException(
                        ErrorCode.INVALID_RATING,
                        "categories must be among those of the configuration",
                        Map.of("field", "categories")));
    }

    /** Makes the command refuse to store a rating; a repeat of the one that is stored is no change. */
    public RateCommand refusing(Optional<ChatException> value) {
        refusal = value;
        return this;
    }

    /** Rejects a request that breaks a rule whatever the session is. */
    public static void check(Actor actor, RateSession request) {
        if (actor.isAgent()) {
            throw Refusals.forbidden("a session is rated by its customer");
        }
        if (request.stars() < 1 || request.stars() > 5) {
            throw new ChatException(
                    ErrorCode.INVALID_RATING, "rating must be an integer from 1 to 5", Map.of("field", "rating"));
        }
        TEXTS.optional("feedback", request.feedback(), TextLimits.FEEDBACK);
        TEXTS.words("categories", request.categories(), TextLimits.RATING_CATEGORIES, TextLimits.RATING_CATEGORY);
    }

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public Decision<Session> decide(Session session, Instant now) {
        if (session.state().isOpen()) {
            return new Decision.Refuse<>(Refusals.notEnded(session));
        }
        Rating stored = session.rating();
        if (stored != null) {
            return isSame(stored)
                    ? new Decision.Answer<>(unchanged -> unchanged)
                    : new Decision.Refuse<>(new ChatException(
                            ErrorCode.RATING_EXISTS,
                            "session " + session.id() + " has been rated already",
                            Map.of("sessionId", session.id().value())));
        }
        if (refusal.isPresent()) {
            return new Decision.Refuse<>(refusal.get());
        }
        Rating wanted = rating(ratingId, now);
        return new Decision.Change<>(
                new SessionChange(
                        session.toBuilder().rating(wanted).build(),
                        List.of(NewEntry.event(
                                ids.event(),
                                EventType.SESSION_RATED,
                                EventTexts.of(session).rated())),
                        List.of(NewAudit.by(
                                actor.principal(), "SESSION_RATED", "stars=" + wanted.stars(), ids.moveSalt())),
                        wanted),
                (after, appended) -> after);
    }

    /**
     * Whether the stored rating says the same. The claimed time is left out, since a retry after a restart of the app has a later
     * one; so is the order of the categories, which may come from a set.
     */
    private boolean isSame(Rating stored) {
        return stored.stars() == request.stars()
                && Objects.equals(
                        stored.feedback(), TEXTS.optional("feedback", request.feedback(), TextLimits.FEEDBACK))
                && Set.copyOf(stored.categories()).equals(Set.copyOf(request.categories()));
    }

    private Rating rating(String id, Instant at) {
        return new Rating(
                id,
                request.stars(),
                TEXTS.optional("feedback", request.feedback(), TextLimits.FEEDBACK),
                request.categories(),
                at,
                ClaimedTimes.plausible(request.claimedAt(), at));
    }
}
