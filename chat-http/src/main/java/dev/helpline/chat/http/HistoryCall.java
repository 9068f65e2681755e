package dev.helpline.chat.http;

import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.session.SessionPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looking back at one's sessions. */
final class HistoryCall {
    private final Engine engine;

    HistoryCall(Engine engine) {
        this.engine = engine;
    }

    Answer history(Request request) {
        PageQuery page = PageQuery.of(request.query());
        CustomerChat chat = engine.chat(request.caller());
        SessionPage sessions = page.after() == null
                ? chat.history(page.page(), page.limit())
                : chat.history(PageCursors.session(page.after()), page.limit());
        return new Answer(
                new History(
                        sessions.sessions().stream()
                                .map(past -> WirePastSession.of(past.view().session(), past.lastMessage()))
                                .toList(),
                        WirePagination.ofSessions(page, sessions.total()),
                        PageCursors.of(sessions.next())),
                "These are your sessions");
    }

    private record History(
            List<WirePastSession> sessions,
            @Nullable WirePagination pagination,
            @Nullable String nextCursor) {}
}
