package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.session.HistoryQuery;
import dev.helpline.chat.core.session.SessionPage;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.PageCursors;
import dev.helpline.chat.http.internal.wire.WirePagination;
import dev.helpline.chat.http.internal.wire.WirePastSession;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call that lists a customer's past and open sessions. */
final class HistoryEndpoint {
    private final Participants participants;

    HistoryEndpoint(Participants participants) {
        this.participants = participants;
    }

    CallResult history(Request request) {
        PageQuery page = PageQuery.of(request.query());
        String after = page.after();
        HistoryQuery query = HistoryQuery.builder()
                .externalRef(request.query().bounded("externalRef", TextLimits.EXTERNAL_REF))
                .page(page.page())
                .olderThan(after == null ? null : PageCursors.session(after))
                .limit(page.limit())
                .build();
        SessionPage sessions = participants.chat(request.caller()).history(query);
        return new CallResult(
                new History(
                        sessions.sessions().stream()
                                .map(past -> WirePastSession.of(
                                        past.view().session(),
                                        past.lastMessage(),
                                        past.view().unreadCount()))
                                .toList(),
                        page.amongSessions(sessions.total()),
                        PageCursors.of(sessions.next())),
                "These are your sessions");
    }

    private record History(
            List<WirePastSession> sessions,
            @Nullable WirePagination pagination,
            @Nullable String nextCursor) {}
}
