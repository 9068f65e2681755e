package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.time.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The commit of a new session on its way through the queue. */
final class Creation implements CommitQueue.Source {
    private final Node node;
    private final CommitQueue queue;
    private final SessionCommit commit;
    private final Deadline deadline;
    private final Retry retry = Retry.ofStore();
    private final CompletableFuture<CommitResult> result = new CompletableFuture<>();

    /** Whether a drainer has given the commit to the store; what was given up before never gets there. */
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

    /** Whether an earlier try may have stored the commit. Passed from drainer to drainer through the queue. */
    private boolean doubtful;

    Creation(Node node, CommitQueue queue, SessionCommit commit, Deadline deadline) {
        this.node = node;
        this.queue = queue;
        this.commit = commit;
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
        return stage.get() == Stage.DROPPED ? null : commit;
    }

    @Override
    public void settled(CommitResult settled) {
        if (doubtful && settled instanceof NotStored notStored) {
            unknown(new StoreException("this try stored nothing, an earlier one may have", notStored.cause()));
            return;
        }
        result.complete(isStored(commit, settled) ? CommitResult.COMMITTED : settled);
    }

    /** Whether the answer says that this very commit was stored before: all its entries are there, at their own seqs. */
    static boolean isStored(SessionCommit commit, CommitResult result) {
        return result instanceof DuplicateEntry duplicate
                && commit.entries().stream()
                        .allMatch(entry -> Long.valueOf(entry.seq())
                                .equals(duplicate.seqs().get(entry.id())));
    }

    @Override
    public void unknown(StoreException cause) {
        doubtful = true;
        if (!deadline.isOver()) {
            node.scheduler().schedule(retry.next(), () -> queue.submit(this));
        } else {
            giveUp(cause);
        }
    }

    @Override
    public void abandon() {
        giveUp(null);
    }

    private void giveUp(@Nullable Throwable cause) {
        if (stage.compareAndSet(Stage.WAITING, Stage.DROPPED)) {
            result.completeExceptionally(CommandFailures.notStored(
                    "the start of session " + commit.next().id() + " timed out", cause));
            return;
        }
        result.completeExceptionally(CommandFailures.unknown(
                "the store did not answer the start of session " + commit.next().id(), cause));
    }
}
