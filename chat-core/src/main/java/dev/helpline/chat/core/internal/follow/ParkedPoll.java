package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A poll that is answered at once, or waits until there is something to tell. A poll that waits holds no thread: it watches what it
 * polls, and a timer ends it. A watcher is called at once if something has changed before it is registered, so no change is missed.
 * Whether the caller may have the answer is judged when it is made, and no wait outlasts the caller's token.
 */
public final class ParkedPoll<A, S extends Polled.Sight<A>> {
    private final Node node;
    private final Polled<A, S> polled;
    private final PollCaller caller;
    private final Duration maxWait;
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private final Executor looking;
    private final Runnable watcher;
    private final AtomicBoolean waits = new AtomicBoolean();
    private volatile boolean waited;
    private volatile @Nullable Scheduled timer;

    /**
     * A poll that has not looked yet.
     *
     * @param looking where it looks again; that may read the store
     */
    public ParkedPoll(Node node, Polled<A, S> polled, PollCaller caller, Duration maxWait, Executor looking) {
        this.node = node;
        this.polled = polled;
        this.caller = caller;
        this.maxWait = maxWait;
        this.looking = looking;
        this.watcher = () -> looking.execute(this::look);
    }

    /** Looks for the first time, and waits if there is nothing to tell yet. Cancelling the future ends the wait. */
    public CompletableFuture<A> start() {
        S now = polled.look();
        if (now.isNews() || maxWait.isZero() || polled.isClosing()) {
            tell(now);
        } else {
            park(now);
        }
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends as the answer does
    private void park(S seen) {
        waited = true;
        waits.set(true);
        node.waitingPolls().incrementAndGet();
        Duration wait = caller.longestWait(maxWait, node.clock().instant());
        timer = node.scheduler().schedule(wait, () -> looking.execute(this::timeIsUp));
        answer.whenComplete((told, failure) -> stopWaiting());
        watch(seen);
    }

    /** Comes before the answer, so that a caller who has it finds the poll gone; and after the caller cancelled it. */
    private void stopWaiting() {
        if (waits.compareAndSet(true, false)) {
            Scheduled started = timer;
            if (started != null) {
                started.cancel();
            }
            node.waitingPolls().decrementAndGet();
            polled.unwatch(watcher);
        }
    }

    private void fail(Throwable e) {
        stopWaiting();
        answer.completeExceptionally(e);
    }

    private void watch(S seen) {
        polled.watch(seen, watcher);
        if (answer.isDone()) {
            polled.unwatch(watcher);
        } else if (polled.isClosing()) {
            // Closing wakes those who watch by then; this poll may have come later.
            tell(seen);
        }
    }

    private void look() {
        if (answer.isDone()) {
            return;
        }
        try {
            S now = polled.look();
            if (now.isNews() || polled.isClosing()) {
                tell(now);
            } else {
                watch(now);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void timeIsUp() {
        if (answer.isDone()) {
            return;
        }
        try {
            tell(polled.look());
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void tell(S seen) {
        try {
            caller.requirePermission(node.clock().instant());
        } catch (RuntimeException refusal) {
            fail(refusal);
            return;
        }
        if (!answer.isDone()) {
            polled.answered(seen, waited);
        }
        stopWaiting();
        answer.complete(seen.answer());
    }
}
