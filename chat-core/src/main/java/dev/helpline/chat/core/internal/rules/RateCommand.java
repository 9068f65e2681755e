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
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rates an ended session, or changes its rating, within the times of the policy. Giving the same rating again changes nothing.
 */
public final class RateCommand implements SessionCommand<Session> {
    private static final Texts TEXTS = Texts.refusingAs(ErrorCode.INVALID_RATING);

    private final Actor actor;
    private final RateSession request;
    private final ChatPolicy policy;
    private final String ratingId;
    private final Ids ids;
    private Optional<ChatException> refusal = Optional.empty();

    /** A command for a request that has passed {@link #check}. */
    public RateCommand(Actor actor, RateSession request, ChatPolicy policy, IdGenerator generator) {
        this.actor = actor;
        this.request = request;
        this.policy = policy;
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
        if (stored != null && isSame(stored)) {
            return new Decision.Answer<>(unchanged -> unchanged);
        }
        Optional<ChatException> reason = reasonToRefuse(session, stored, now);
        if (reason.isPresent()) {
            return new Decision.Refuse<>(reason.get());
        }
        return new Decision.Change<>(
                stored == null ? rated(session, now) : changed(session, stored, now), (after, appended) -> after);
    }

    private Optional<ChatException> reasonToRefuse(Session session, @Nullable Rating stored, Instant now) {
        if (stored != null && !isWithin(policy.ratingEdits(), stored.at(), now)) {
            return Optional.of(refused(session, ErrorCode.RATING_EXISTS, "has been rated already"));
        }
        if (refusal.isPresent()) {
            return refusal;
        }
        return stored == null && !isInWindow(policy, session, now)
                ? Optional.of(refused(session, ErrorCode.RATING_CLOSED, "ended too long ago to be rated"))
                : Optional.empty();
    }

    private static ChatException refused(Session session, ErrorCode code, String why) {
        return new ChatException(
                code,
                "session " + session.id() + " " + why,
                Map.of("sessionId", session.id().value()));
    }

    /** Whether the session would take a rating now, or another one in place of its rating. */
    public static boolean accepts(ChatPolicy policy, Session session, Instant now) {
        Rating stored = session.rating();
        return stored == null ? isInWindow(policy, session, now) : isWithin(policy.ratingEdits(), stored.at(), now);
    }

    /** Whether an ended session that has no rating can be rated now. */
    static boolean isInWindow(ChatPolicy policy, Session session, Instant now) {
        Ending ending = session.ending();
        return ending != null && (policy.ratingWindow().isEmpty() || isWithin(policy.ratingWindow(), ending.at(), now));
    }

    private static boolean isWithin(Optional<Duration> window, Instant from, Instant now) {
        return window.filter(length -> !now.isAfter(from.plus(length))).isPresent();
    }

    private SessionChange rated(Session session, Instant now) {
        Rating wanted = rating(Rating.builder(ratingId, request.stars(), now), now);
        return change(session, wanted, EventType.SESSION_RATED, "stars=" + wanted.stars());
    }

    /** The rating keeps its id and its first time, by which the time to change it is measured. */
    private SessionChange changed(Session session, Rating stored, Instant now) {
        Rating wanted =
                rating(Rating.builder(stored.id(), request.stars(), stored.at()).editedAt(now), now);
        return change(
                session, wanted, EventType.RATING_CHANGED, "stars=" + wanted.stars() + " before=" + stored.stars());
    }

    private SessionChange change(Session session, Rating wanted, EventType type, String audited) {
        EventTexts texts = EventTexts.of(session);
        String text = type == EventType.SESSION_RATED ? texts.rated() : texts.ratingChanged();
        return new SessionChange(
                session.toBuilder().rating(wanted).build(),
                List.of(NewEntry.event(ids.event(), type, text)),
                List.of(NewAudit.by(actor.principal(), type.name(), audited, ids.moveSalt())),
                wanted);
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

    private Rating rating(Rating.Builder rating, Instant now) {
        return rating.feedback(TEXTS.optional("feedback", request.feedback(), TextLimits.FEEDBACK))
                .categories(request.categories())
                .claimedAt(ClaimedTimes.plausible(request.claimedAt(), now))
                .build();
    }
}
