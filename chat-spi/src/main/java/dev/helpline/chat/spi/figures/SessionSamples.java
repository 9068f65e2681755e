package dev.helpline.chat.spi.figures;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.facts.FactRows;
import dev.helpline.chat.spi.facts.MessageCount;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definitions of the figures. What depends on facts has no sample while they are unknown. */
final class SessionSamples {
    private static final int SATISFIED = 4;

    private SessionSamples() {}

    static List<FigureSample> started(Session session) {
        return at(session, created(session), 1);
    }

    static List<FigureSample> unassigned(Session session) {
        return session.timeline().firstAssignedAt() == null ? started(session) : List.of();
    }

    static List<FigureSample> waited(Session session) {
        return between(session, created(session), session.timeline().firstAssignedAt());
    }

    static List<FigureSample> firstResponse(Session session) {
        return between(session, created(session), session.facts().firstResponseAt());
    }

    static List<FigureSample> responses(Session session, FactRows rows) {
        return rows.responses().stream()
                .map(response -> FigureSample.builder(session.id(), response.at())
                        .seq(response.seq())
                        .value(response.time().toMillis())
                        .agent(response.agent())
                        .build())
                .toList();
    }

    static List<FigureSample> messages(Session session, FactRows rows, ToLongFunction<MessageCount> number) {
        return Stream.concat(
                        rows.messageCounts().stream(),
                        Stream.ofNullable(session.facts().counting()))
                .filter(count -> number.applyAsLong(count) > 0)
                .map(count -> FigureSample.builder(session.id(), count.quarter())
                        .seq(count.firstSeq())
                        .value(number.applyAsLong(count))
                        .agent(count.agent())
                        .build())
                .toList();
    }

    static List<FigureSample> ended(Session session) {
        Ending ending = session.ending();
        return ending == null ? List.of() : at(session, ending.at(), 1);
    }

    static List<FigureSample> duration(Session session) {
        Ending ending = session.ending();
        return ending == null ? List.of() : at(session, ending.at(), millis(created(session), ending.at()));
    }

    static List<FigureSample> handled(Session session) {
        Ending ending = session.ending();
        Instant assigned = session.timeline().firstAssignedAt();
        if (ending == null || assigned == null || areUnknown(session)) {
            return List.of();
        }
        return at(session, ending.at(), millis(assigned.plus(session.facts().heldTime()), ending.at()));
    }

    static List<FigureSample> abandoned(Session session) {
        Ending ending = session.ending();
        return ending == null || areUnknown(session)
                ? List.of()
                : at(session, ending.at(), isAbandoned(session, ending) ? 1 : 0);
    }

    static List<FigureSample> resolved(Session session) {
        Ending ending = session.ending();
        if (ending == null || areUnknown(session) || ending.outcome() == Outcome.SPAM || isAbandoned(session, ending)) {
            return List.of();
        }
        return at(session, ending.at(), isResolved(ending) ? 1 : 0);
    }

    static List<FigureSample> rated(Session session) {
        Ending ending = session.ending();
        return ending == null ? List.of() : at(session, ending.at(), session.rating() == null ? 0 : 1);
    }

    static List<FigureSample> reopened(Session session) {
        Instant firstEnded = session.facts().firstEndedAt();
        return firstEnded == null
                ? List.of()
                : at(session, firstEnded, session.facts().reopenCount() > 0 ? 1 : 0);
    }

    static List<FigureSample> stars(Session session) {
        Rating rating = session.rating();
        return rating == null ? List.of() : at(session, rating.at(), rating.stars());
    }

    static List<FigureSample> satisfied(Session session) {
        Rating rating = session.rating();
        return rating == null ? List.of() : at(session, rating.at(), rating.stars() >= SATISFIED ? 1 : 0);
    }

    private static boolean areUnknown(Session session) {
        return session.facts().version() == 0;
    }

    private static boolean isAbandoned(Session session, Ending ending) {
        return session.facts().agentMessages() == 0
                && (ending.by() == EndedBy.CUSTOMER || ending.cause() == EndCause.INACTIVITY);
    }

    private static boolean isResolved(Ending ending) {
        Outcome outcome = ending.outcome();
        return outcome == Outcome.RESOLVED
                || (outcome == null && ending.by() == EndedBy.AGENT && ending.cause() == EndCause.NORMAL);
    }

    private static Instant created(Session session) {
        return session.timeline().createdAt();
    }

    private static List<FigureSample> between(Session session, Instant from, @Nullable Instant to) {
        return to == null ? List.of() : at(session, from, millis(from, to));
    }

    /** Clocks of nodes may differ so that a time would be negative. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static List<FigureSample> at(Session session, Instant at, long value) {
        return List.of(FigureSample.builder(session.id(), at)
                .value(value)
                .agent(agent(session))
                .build());
    }

    private static @Nullable AgentId agent(Session session) {
        Assignment assignment = session.assignment();
        return assignment == null ? null : assignment.agent();
    }
}
