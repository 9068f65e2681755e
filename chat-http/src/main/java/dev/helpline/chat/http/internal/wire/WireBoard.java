package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.spi.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed among all open sessions, as JSON. */
public record WireBoard(
        boolean snapshot,
        List<WireOpenSession> sessions,
        List<String> gone,
        @Nullable List<WireColleague> agents,
        @Nullable List<WireAlert> alerts,
        long totalActive,
        long waiting,
        boolean hasMore,
        String cursor) {
    /** Returns the answer as of now, which the seconds that sessions have waited depend on. */
    public static WireBoard of(BoardAnswer answer, Instant now) {
        return new WireBoard(
                answer.snapshot(),
                answer.sessions().stream()
                        .map(summary -> WireOpenSession.onBoard(summary, now))
                        .toList(),
                answer.gone().stream().map(SessionId::value).toList(),
                answer.agents().isEmpty()
                        ? null
                        : answer.agents().stream().map(WireColleague::of).toList(),
                answer.alerts().isEmpty()
                        ? null
                        : answer.alerts().stream().map(WireAlert::of).toList(),
                answer.totalActive(),
                answer.waiting(),
                answer.hasMore(),
                answer.cursor());
    }
}
