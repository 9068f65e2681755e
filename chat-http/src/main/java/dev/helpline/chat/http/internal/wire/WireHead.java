package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.WaitEstimate;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current state of a session, as JSON. */
public record WireHead(
        String sessionId,
        String status,
        String state,
        String createdAt,
        @Nullable String externalRef,
        @Nullable Boolean offline,
        @Nullable Integer queuePosition,
        @Nullable Long estimatedWaitTime,
        @Nullable Long estimatedWaitTimeP90,
        @Nullable WireAgent agent,
        long messageCount,
        @Nullable Long unreadCount,
        @Nullable String endsAt,
        @Nullable String endedAt,
        @Nullable String endedBy,
        @Nullable String endCause,
        @Nullable String endReason,
        @Nullable Boolean resolved,
        @Nullable String continues,
        @Nullable Boolean ratingPrompt,
        List<WireActivity.Typist> typing,
        WireActivity.Presence presence,
        WireActivity.Cursors cursors) {

    /** Returns the state as a reader in the given role sees it. */
    public static WireHead of(SessionView view, Role reader) {
        Session session = view.session();
        Ending ending = session.ending();
        return new WireHead(
                session.id().value(),
                WireNames.status(session),
                WireNames.of(session.state()),
                WireTime.format(session.timeline().createdAt()),
                session.topic().externalRef(),
                session.offline() ? Boolean.TRUE : null,
                view.queuePosition(),
                medianWait(view),
                p90Wait(view),
                WireAgent.of(session.assignment()),
                session.log().messageCount(),
                view.unreadCount(),
                WireTime.formatOrNull(session.timeline().endsAt()),
                ending == null ? null : WireTime.format(ending.at()),
                ending == null ? null : WireNames.of(ending.by()),
                ending == null ? null : WireNames.of(ending.cause()),
                ending == null ? null : ending.reason(),
                WireNames.resolved(session),
                WireNames.continued(session),
                session.awaitsRatingPrompt() ? Boolean.TRUE : null,
                WireActivity.Typist.of(view.activity(), reader),
                WireActivity.Presence.of(view.activity()),
                WireActivity.Cursors.of(view.activity()));
    }

    /** Whether this head tells a client anything that the messages since the other head do not tell: they can be counted. */
    public boolean tellsMoreThan(WireHead other) {
        return !with(other.messageCount, other.unreadCount, typing, cursors).equals(other);
    }

    /** Whether this head tells, beside messages, nothing but who is typing. */
    public boolean tellsOnlyTyping(WireHead other) {
        return with(other.messageCount, other.unreadCount, other.typing, cursors)
                .equals(other);
    }

    /** Whether this head tells, beside messages, nothing but how far each side has read. */
    public boolean tellsOnlyCursors(WireHead other) {
        return with(other.messageCount, other.unreadCount, typing, other.cursors)
                .equals(other);
    }

    private WireHead with(
            long count, @Nullable Long unread, List<WireActivity.Typist> typists, WireActivity.Cursors marks) {
        return new WireHead(
                sessionId,
                status,
                state,
                createdAt,
                externalRef,
                offline,
                queuePosition,
                estimatedWaitTime,
                estimatedWaitTimeP90,
                agent,
                count,
                unread,
                endsAt,
                endedAt,
                endedBy,
                endCause,
                endReason,
                resolved,
                continues,
                ratingPrompt,
                typists,
                presence,
                marks);
    }

    /** The seconds within which half of all customers are served; null if they are not known. */
    public static @Nullable Long medianWait(SessionView view) {
        WaitEstimate estimate = view.estimatedWait();
        return estimate == null ? null : estimate.median().toSeconds();
    }

    /** The seconds within which nine of ten customers are served; null if they are not known. */
    public static @Nullable Long p90Wait(SessionView view) {
        WaitEstimate estimate = view.estimatedWait();
        return estimate == null ? null : estimate.p90().toSeconds();
    }
}
