package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import org.jspecify.annotations.Nullable;

/** One of a customer's sessions in a list, as JSON. */
public record WirePastSession(
        String sessionId,
        String startTime,
        @Nullable String endTime,
        String status,
        @Nullable String externalRef,
        @Nullable Boolean resolved,
        @Nullable Integer rating,
        @Nullable String feedback,
        long messageCount,
        @Nullable Long unreadCount,
        @Nullable Long duration,
        @Nullable WireAdminInfo adminInfo,
        @Nullable WireLastMessage lastMessage) {
    public static WirePastSession of(Session session, @Nullable Entry lastMessage, @Nullable Long unreadCount) {
        SessionPeriod span = SessionPeriod.of(session);
        Rating rating = session.rating();
        return new WirePastSession(
                session.id().value(),
                span.startTime(),
                span.endTime(),
                WireNames.status(session),
                session.topic().externalRef(),
                WireNames.resolved(session),
                rating == null ? null : rating.stars(),
                rating == null ? null : rating.feedback(),
                session.log().messageCount(),
                unreadCount,
                span.duration(),
                WireAdminInfo.of(session.assignment()),
                WireLastMessage.of(lastMessage));
    }
}
