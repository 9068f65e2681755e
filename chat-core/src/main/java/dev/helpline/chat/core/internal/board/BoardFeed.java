package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.internal.board.Board.Told;
import dev.helpline.chat.core.internal.follow.Feed;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.spi.AgentId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The news of the board for one subscriber. The board is kept until the feed is closed. */
public final class BoardFeed implements Feed<BoardAnswer> {
    private final Board board;
    private final AgentId reader;
    private final Executor workers;
    private volatile @Nullable String after;
    private boolean isFirst = true;
    private long seen;
    private volatile @Nullable Runnable watcher;

    // --- guarded by this
    private @Nullable CompletableFuture<Void> entered;
    private boolean closed;

    /**
     * The news since a cursor.
     *
     * @param reader who subscribes
     * @param workers read the board if there is none
     */
    public BoardFeed(Board board, @Nullable String after, AgentId reader, Executor workers) {
        this.board = board;
        this.after = after;
        this.reader = reader;
        this.workers = workers;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it only wakes the subscription
    public @Nullable BoardAnswer look() {
        CompletableFuture<Void> ready = enter();
        if (ready == null || !ready.isDone()) {
            return null;
        }
        if (ready.isCompletedExceptionally()) {
            leave();
        }
        Futures.join(ready);
        Told now = board.since(after, reader);
        seen = now.revision();
        return isFirst || now.isNews() ? now.answer() : null;
    }

    @Override
    public void delivered(BoardAnswer news) {
        isFirst = false;
        after = news.cursor();
    }

    @Override
    public @Nullable String cursor() {
        return after;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it only wakes the subscription
    public void watch(Runnable value) {
        watcher = value;
        CompletableFuture<Void> ready = enter();
        if (ready != null && ready.isDone() && !isFirst) {
            board.watch(seen, value);
        } else if (ready != null) {
            ready.whenComplete((read, failure) -> value.run());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        leave();
        Runnable watching = watcher;
        if (watching != null) {
            board.unwatch(watching);
        }
    }

    @Override
    public void present() {}

    private synchronized @Nullable CompletableFuture<Void> enter() {
        if (entered == null && !closed) {
            entered = board.enter(workers);
        }
        return entered;
    }

    private synchronized void leave() {
        if (entered != null) {
            entered = null;
            board.leave();
        }
    }
}
