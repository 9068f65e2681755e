package dev.helpline.chat.core.internal.board;

import dev.helpline.chat.core.board.BoardAnswer;
import dev.helpline.chat.core.board.BoardRequest;
import dev.helpline.chat.core.internal.board.Board.Told;
import dev.helpline.chat.core.internal.follow.PollCaller;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A request for the board that is answered at once, or waits until something changed. While it waits it holds no thread. Whether the
 * caller may have the answer is judged when it is made, and no wait outlasts the caller's token.
 */
final class BoardPoll {
    private final Board board;
    private final Node node;
    private final PollCaller caller;
    private final BoardRequest request;
    private final CompletableFuture<BoardAnswer> answer = new CompletableFuture<>();
    private final Executor looking;
    private final Runnable watcher;

    /** A request that has not been looked at. The board has been read. */
    BoardPoll(Board board, Node node, PollCaller caller, BoardRequest request, Executor looking) {
        this.board = board;
        this.node = node;
        this.caller = caller;
        this.request = request;
        this.looking = looking;
        this.watcher = () -> looking.execute(this::look);
    }

    /** Looks at the board for the first time, and waits if nothing changed yet. */
    CompletableFuture<BoardAnswer> start() {
        Told now = board.since(request.after());
        if (now.isNews() || request.maxWait().isZero() || board.isClosing()) {
            tell(now);
        } else {
            park(now);
        }
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends as the answer does
    private void park(Told seen) {
        Duration wait = caller.longestWait(request.maxWait(), node.clock().instant());
        Scheduled timer = node.scheduler().schedule(wait, () -> looking.execute(this::timeIsUp));
        answer.whenComplete((told, failure) -> {
            timer.cancel();
            board.unwatch(watcher);
        });
        watch(seen);
    }

    private void watch(Told seen) {
        board.watch(seen.revision(), watcher);
        if (answer.isDone()) {
            board.unwatch(watcher);
        }
    }

    private void look() {
        if (answer.isDone()) {
            return;
        }
        try {
            Told now = board.since(request.after());
            if (now.isNews() || board.isClosing()) {
                tell(now);
            } else {
                watch(now);
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void timeIsUp() {
        if (!answer.isDone()) {
            tell(board.since(request.after()));
        }
    }

    private void tell(Told told) {
        try {
            caller.requirePermission(node.clock().instant());
            answer.complete(told.answer());
        } catch (Throwable refusal) {
            answer.completeExceptionally(refusal);
        }
    }
}
