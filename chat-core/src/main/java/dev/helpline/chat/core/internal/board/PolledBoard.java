package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.internal.board.Board.Told;
import dev.helpline.chat.core.internal.follow.Polled;
import dev.helpline.chat.spi.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * The board, as one poll sees it. The board has been read. Thread-safe.
 *
 * @param after the cursor of the poll
 * @param reader who polls
 */
record PolledBoard(Board board, @Nullable String after, AgentId reader) implements Polled<BoardAnswer, Told> {
    @Override
    public Told look() {
        return board.since(after, reader);
    }

    @Override
    public void watch(Told seen, Runnable watcher) {
        board.watch(seen.revision(), watcher);
    }

    @Override
    public void unwatch(Runnable watcher) {
        board.unwatch(watcher);
    }

    @Override
    public boolean isClosing() {
        return board.isClosing();
    }
}
