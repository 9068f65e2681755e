package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An ended session in an agent's list, as JSON. */
public record WireEndedSession(
        String sessionId,
        WireUser userInfo,
        String startTime,
        String endedAt,
        String status,
        String endedBy,
        String endCause,
        @Nullable String endReason,
        @Nullable String outcome,
        String priority,
        @Nullable String department,
        @Nullable List<String> tags,
        @Nullable String subject,
        @Nullable String category,
        @Nullable String externalRef,
        @Nullable WireAgent agent,
        @Nullable Integer rating,
        @Nullable WireLastMessage lastMessage,
        long messageCount) {
    public static WireEndedSession of(SessionSummary summary) {
        Session session = summary.view().session();
        Ending ending = Objects.requireNonNull(session.ending(), "ending");
        Outcome outcome = ending.outcome();
        Rating rating = session.rating();
        return new WireEndedSession(
                session.id().value(),
                WireUser.of(session.customer()),
                SessionPeriod.of(session).startTime(),
                WireTime.format(ending.at()),
                WireNames.status(session),
                WireNames.of(ending.by()),
                WireNames.of(ending.cause()),
                ending.reason(),
                outcome == null ? null : WireNames.of(outcome),
                WireNames.of(session.priority()),
                session.department(),
                WireNames.tags(session),
                session.topic().subject(),
                session.topic().category(),
                session.topic().externalRef(),
                WireAgent.of(session.assignment()),
                rating == null ? null : rating.stars(),
                WireLastMessage.of(summary.lastMessage()),
                session.log().messageCount());
    }
}
