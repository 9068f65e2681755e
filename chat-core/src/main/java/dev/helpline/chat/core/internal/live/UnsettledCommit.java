package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.SessionChanged;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A commit whose outcome is not known yet. The identical commit goes to the store until its outcome is known; that one try stored
 * nothing says nothing about the tries before it. Not thread-safe: the commit queue passes it from drainer to drainer.
 */
final class UnsettledCommit {
    private final SessionCommit commit;
    private final Retry retry = Retry.ofStore();
    private boolean doubtful;

    UnsettledCommit(SessionCommit commit) {
        this.commit = commit;
    }

    SessionCommit commit() {
        return commit;
    }

    /** Notes a try with an unknown outcome. Returns how long to wait before the next try. */
    Duration tryAgainAfter() {
        doubtful = true;
        return retry.next();
    }

    /** The reason, if the outcome is still unknown after a try with this result. */
    Optional<StoreException> whyUnknownAfter(CommitResult result) {
        return doubtful && result instanceof NotStored notStored
                ? Optional.of(new StoreException("this try stored nothing, an earlier one may have", notStored.cause()))
                : Optional.empty();
    }

    /** Tells the other nodes that the commit is stored, which its result did not say. */
    void tellStored(ClusterLink cluster) {
        cluster.tell(
                List.of(new SessionChanged(commit.next().id(), commit.next().version())));
    }

    /** Whether the result says that an earlier try may have stored this commit: all its entries are there, at their seqs. */
    boolean mayHaveBeenStored(CommitResult result) {
        return doubtful
                && result instanceof DuplicateEntry duplicate
                && commit.entries().stream()
                        .allMatch(entry -> Long.valueOf(entry.seq())
                                .equals(duplicate.seqs().get(entry.id())));
    }
}
