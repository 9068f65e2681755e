package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The commit of a new session on its way through the queue. */
final class Creation implements CommitQueue.Source {
    private final Node node;
    private final CommitQueue queue;
    private final UnsettledCommit tried;
    private final Deadline deadline;
    private final CompletableFuture<CommitResult> result = new CompletableFuture<>();

    /** Whether a drainer has given the commit to the store. A commit that was dropped before never gets there. */
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

    Creation(Node node, CommitQueue queue, SessionCommit commit, Deadline deadline) {
        this.node = node;
        this.queue = queue;
        this.tried = new UnsettledCommit(commit);
        this.deadline = deadline;
    }

    private enum Stage {
        WAITING,
        GIVEN_TO_STORE,
        DROPPED
    }

    /**
     * Lines the commit up. The result is there by the deadline, also while a drainer waits for the store; by then the
     * creation has left nothing with the scheduler.
     */
    CompletableFuture<CommitResult> submit() {
        Scheduler.Scheduled timer = node.scheduler().schedule(deadline.left(), () -> giveUp(null));
        queue.submit(this);
        return result.whenComplete((settled, failure) -> timer.cancel());
    }

    @Override
    public @Nullable SessionCommit next() {
        stage.compareAndSet(Stage.WAITING, Stage.GIVEN_TO_STORE);
        return stage.get() == Stage.DROPPED ? null : tried.commit();
    }

    @Override
    public void settled(CommitResult settled) {
        Optional<StoreException> unknown = tried.whyUnknownAfter(settled);
        if (unknown.isPresent()) {
            unknown(unknown.get());
        } else {
            // The ids of a new session's events are random, so no other commit has all its entries.
            boolean wasStored = tried.mayHaveBeenStored(settled);
            if (wasStored) {
                tried.tellStored(node.cluster());
            }
            result.complete(wasStored ? CommitResult.COMMITTED : settled);
        }
    }

    @Override
    public void unknown(StoreException cause) {
        Duration wait = tried.tryAgainAfter();
        if (deadline.isOver()) {
            giveUp(cause);
        } else {
            node.scheduler().schedule(wait, () -> queue.submit(this));
        }
    }

    @Override
    public void abandon() {
        giveUp(null);
    }

    private void giveUp(@Nullable Throwable cause) {
        String what = "the start of session " + tried.commit().next().id();
        boolean dropped = stage.compareAndSet(Stage.WAITING, Stage.DROPPED);
        result.completeExceptionally(
                dropped
                        ? CommandFailures.notStored(what + " timed out", cause)
                        : CommandFailures.unknown("the store did not answer " + what, cause));
    }
}
