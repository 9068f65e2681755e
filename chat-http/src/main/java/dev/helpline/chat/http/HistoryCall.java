package dev.helpline.chat.http;

import dev.helpline.chat.core.session.SessionPage;
import java.util.List;

/** Looking back at one's sessions. */
final class HistoryCall {
    private final Engine engine;

    HistoryCall(Engine engine) {
        this.engine = engine;
    }

    Answer history(Request request) {
        PageQuery page = PageQuery.of(request.query());
        SessionPage sessions = engine.chat(request.caller()).history(page.page(), page.limit());
        return new Answer(
                new History(
                        sessions.sessions().stream()
                                .map(past -> WirePastSession.of(past.view().session(), past.lastMessage()))
                                .toList(),
                        WirePagination.ofSessions(page, sessions.total())),
                "These are your sessions");
    }

    private record History(List<WirePastSession> sessions, WirePagination pagination) {}
}
