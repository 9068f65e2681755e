package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The commit of a new session on its way through the queue. */
final class Creation implements CommitQueue.Source {
    private final Node node;
    private final CommitQueue queue;
    private final SessionCommit commit;
    private final Deadline deadline;
    private final Retry retry = Retry.ofStore();
    private final CompletableFuture<CommitResult> result = new CompletableFuture<>();

    /** Whether an earlier try may have stored the commit. Passed from drainer to drainer through the queue. */
    private boolean doubtful;

    Creation(Node node, CommitQueue queue, SessionCommit commit, Deadline deadline) {
        this.node = node;
        this.queue = queue;
        this.commit = commit;
        this.deadline = deadline;
    }

    CompletableFuture<CommitResult> result() {
        return result;
    }

    @Override
    public SessionCommit next() {
        return commit;
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
        result.completeExceptionally(Failures.unknown(
                "the store did not answer the start of session " + commit.next().id(), cause));
    }
}
