package dev.helpline.chat.http.internal.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.helpline.chat.core.desk.SessionDetail;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Outcome;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A session with its customer, past sessions and events, as an agent sees it, as JSON. */
public record WireSessionDetail(
        String sessionId,
        WireUser userInfo,
        String status,
        String state,
        String startTime,
        String createdAt,
        String priority,
        @Nullable String department,
        @Nullable List<String> tags,
        @Nullable Map<String, Long> mentions,
        @Nullable String escalatedAt,
        @Nullable List<WireSlaClock> sla,
        @Nullable String requestedPriority,
        @Nullable String subject,
        @Nullable String category,
        @Nullable String externalRef,
        @Nullable String locale,
        @Nullable ObjectNode context,
        @Nullable Map<String, String> form,
        @Nullable Consented consent,
        @Nullable WireAgent agent,
        @Nullable WireOffer offer,
        @Nullable Boolean offline,
        @Nullable Integer queuePosition,
        @Nullable Long estimatedWaitTime,
        @Nullable Long estimatedWaitTimeP90,
        long messageCount,
        @Nullable Long unreadCount,
        @Nullable String endsAt,
        @Nullable String endedAt,
        @Nullable String endedBy,
        @Nullable String endCause,
        @Nullable String endReason,
        @Nullable String outcome,
        @Nullable String continues,
        @Nullable WireRating rating,
        List<String> allowed,
        List<WirePastSession> pastSessions,
        List<WireMessage> timeline) {
    public static WireSessionDetail of(SessionDetail detail, Role reader) {
        Session session = detail.view().session();
        Ending ending = session.ending();
        Outcome outcome = ending == null ? null : ending.outcome();
        Priority requested = session.topic().requestedPriority();
        return new WireSessionDetail(
                session.id().value(),
                WireUser.of(session.customer()),
                WireNames.status(session),
                WireNames.of(session.state()),
                SessionPeriod.of(session).startTime(),
                WireTime.format(session.timeline().createdAt()),
                WireNames.of(session.priority()),
                session.department(),
                WireNames.tags(session),
                WireNames.mentions(session),
                WireTime.formatOrNull(session.timeline().escalatedAt()),
                WireSlaClock.of(session),
                requested == null ? null : WireNames.of(requested),
                session.topic().subject(),
                session.topic().category(),
                session.topic().externalRef(),
                session.topic().locale(),
                WireMessage.storedObject(session.topic().context()),
                session.form().isEmpty() ? null : new TreeMap<>(session.form()),
                Consented.of(session.consent()),
                WireAgent.of(session.assignment()),
                WireOffer.of(session.offer()),
                session.offline() ? Boolean.TRUE : null,
                detail.view().queuePosition(),
                WireHead.medianWait(detail.view()),
                WireHead.p90Wait(detail.view()),
                session.log().messageCount(),
                detail.view().unreadCount(),
                WireTime.formatOrNull(session.timeline().endsAt()),
                ending == null ? null : WireTime.format(ending.at()),
                ending == null ? null : WireNames.of(ending.by()),
                ending == null ? null : WireNames.of(ending.cause()),
                ending == null ? null : ending.reason(),
                outcome == null ? null : WireNames.of(outcome),
                WireNames.continued(session),
                WireRating.of(session),
                detail.allowed().stream().sorted().map(WireNames::of).toList(),
                detail.pastSessions().stream()
                        .map(past -> WirePastSession.of(past, null, null))
                        .toList(),
                WireMessage.of(detail.timeline(), reader, detail.view().activity()));
    }

    /** The consent of the customer. */
    public record Consented(
            String version, String at, @Nullable String from) {
        static @Nullable Consented of(@Nullable Consent consent) {
            return consent == null
                    ? null
                    : new Consented(consent.version(), WireTime.format(consent.at()), consent.from());
        }
    }
}
