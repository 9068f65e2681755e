package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open session in an agent's list, as JSON. */
public record WireOpenSession(
        String sessionId,
        WireUser userInfo,
        String startTime,
        String status,
        String state,
        @Nullable Boolean offline,
        @Nullable Integer queuePosition,
        long waitSeconds,
        String priority,
        @Nullable String department,
        @Nullable List<String> tags,
        @Nullable Map<String, Long> mentions,
        @Nullable String escalatedAt,
        @Nullable List<WireSlaClock> sla,
        @Nullable String subject,
        @Nullable String category,
        @Nullable String externalRef,
        @Nullable WireAgent agent,
        @Nullable WireOffer offer,
        @Nullable WireLastMessage lastMessage,
        long messageCount,
        @Nullable Long unreadCount) {
    /** A session on the board, which does not tell places: they change without the session. */
    public static WireOpenSession onBoard(SessionSummary summary, Instant now) {
        return of(summary, now, null);
    }

    /** A session in a list, with its place in the queue. */
    public static WireOpenSession listed(SessionSummary summary, Instant now) {
        return of(summary, now, summary.view().queuePosition());
    }

    private static WireOpenSession of(SessionSummary summary, Instant now, @Nullable Integer queuePosition) {
        Session session = summary.view().session();
        return new WireOpenSession(
                session.id().value(),
                WireUser.of(session.customer()),
                SessionPeriod.of(session).startTime(),
                WireNames.status(session),
                WireNames.of(session.state()),
                session.offline() ? Boolean.TRUE : null,
                queuePosition,
                waited(session, now),
                WireNames.of(session.priority()),
                session.department(),
                WireNames.tags(session),
                WireNames.mentions(session),
                WireTime.formatOrNull(session.timeline().escalatedAt()),
                WireSlaClock.of(session),
                session.topic().subject(),
                session.topic().category(),
                session.topic().externalRef(),
                WireAgent.of(session.assignment()),
                WireOffer.of(session.offer()),
                WireLastMessage.of(summary.lastMessage()),
                session.log().messageCount(),
                summary.view().unreadCount());
    }

    /** The seconds until the first agent was assigned, or until now. */
    private static long waited(Session session, Instant now) {
        Instant taken = session.timeline().firstAssignedAt();
        Duration wait = Duration.between(session.timeline().createdAt(), taken == null ? now : taken);
        return Math.max(0, wait.toSeconds());
    }
}
