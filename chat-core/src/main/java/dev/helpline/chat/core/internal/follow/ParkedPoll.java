package dev.helpline.chat.core.internal.follow;

import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.LiveSessions;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.poll.PollAnswer;
import dev.helpline.chat.core.poll.PollRequest;
import dev.helpline.chat.spi.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A poll that is answered at once, or waits until there is something to tell. A poll that waits holds no thread: it watches the
 * session's head, and a timer ends it. A watcher is called at once if the head has changed before it is registered, so no change is
 * missed. Whether the caller may have the answer is judged when it is made, and no wait outlasts the caller's token.
 */
final class ParkedPoll {
    private final Node node;
    private final LiveSessions sessions;
    private final Follower follower;
    private final PollCaller caller;
    private final PollRequest request;
    private final CompletableFuture<PollAnswer> answer = new CompletableFuture<>();
    private final Executor looking;
    private final Runnable watcher;
    private volatile LiveSession live;

    /** A poll that has not been looked at. */
    ParkedPoll(Polls polls, LiveSession live, PollCaller caller, PollRequest request, Executor looking) {
        this.node = polls.node();
        this.sessions = polls.sessions();
        this.follower = polls.follower();
        this.live = live;
        this.caller = caller;
        this.request = request;
        this.looking = looking;
        this.watcher = () -> looking.execute(this::look);
    }

    /** Looks at the session for the first time, and waits if there is nothing to tell yet. */
    CompletableFuture<PollAnswer> start() {
        PollOutcome now = follower.answer(live, caller, request);
        if (now.isNews() || request.maxWait().isZero() || sessions.isClosing()) {
            tell(now);
        } else {
            park(now);
        }
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends as the answer does
    private void park(PollOutcome seen) {
        Duration wait = caller.longestWait(request.maxWait(), node.clock().instant());
        Scheduled timer = node.scheduler().schedule(wait, () -> looking.execute(this::timeIsUp));
        answer.whenComplete((told, failure) -> {
            timer.cancel();
            live.unwatch(watcher);
        });
        watch(seen);
    }

    private void watch(PollOutcome seen) {
        LiveSession watched = sessions.watch(live, seen.head(), caller.viewer().side(), watcher);
        live = watched;
        if (answer.isDone()) {
            watched.unwatch(watcher);
        } else if (sessions.isClosing()) {
            // Closing wakes those who watch by then; this poll may have come later.
            tell(seen);
        }
    }

    private void look() {
        if (answer.isDone()) {
            return;
        }
        try {
            PollOutcome now = follower.answer(live, caller, request);
            if (now.isNews() || sessions.isClosing()) {
                tell(now);
            } else {
                watch(now);
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void timeIsUp() {
        try {
            tell(follower.answer(live, caller, request));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void tell(PollOutcome outcome) {
        try {
            caller.requirePermission(node.clock().instant());
        } catch (RuntimeException refusal) {
            answer.completeExceptionally(refusal);
            return;
        }
        if (!answer.isDone()) {
            node.metrics().pollAnswered(outcome.answer().messages().size(), outcome.fromMemory());
        }
        answer.complete(outcome.answer());
    }
}
