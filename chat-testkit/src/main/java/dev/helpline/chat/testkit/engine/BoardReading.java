package dev.helpline.chat.testkit.engine;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.session.SessionSummary;
import dev.helpline.chat.spi.SessionId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An agent who follows the board with the cursors it receives, and applies what it is told. Not thread-safe. */
final class BoardReading {
    private final Map<SessionId, SessionSummary> held = new TreeMap<>();
    private Function<BoardRequest, BoardAnswer> board;
    private @Nullable String cursor;

    BoardReading(Function<BoardRequest, BoardAnswer> board) {
        this.board = board;
    }

    /** Continues with another engine. */
    BoardReading at(Function<BoardRequest, BoardAnswer> other) {
        board = other;
        return this;
    }

    BoardAnswer once() {
        BoardAnswer answer = board.apply(BoardRequest.builder().after(cursor).build());
        apply(answer);
        return answer;
    }

    void apply(BoardAnswer answer) {
        if (answer.snapshot()) {
            held.clear();
        }
        answer.sessions().forEach(summary -> held.put(summary.view().session().id(), summary));
        answer.gone().forEach(held::remove);
        cursor = answer.cursor();
    }

    /** Reads the following pages until the last one. */
    BoardReading toTheEnd() {
        BoardAnswer answer = once();
        while (answer.hasMore()) {
            answer = once();
        }
        return this;
    }

    Map<SessionId, SessionSummary> held() {
        return held;
    }

    String cursor() {
        return cursor == null ? "" : cursor;
    }
}
