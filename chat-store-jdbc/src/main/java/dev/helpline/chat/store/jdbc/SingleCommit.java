package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.NotStored;
import dev.helpline.chat.spi.store.CommitResult.Rejected;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Stores one commit in one transaction, with no more statements than it needs.
 *
 * <p>The version of a change is compared under the lock of its row. Everything else is tried; only if a unique key is
 * violated, the reason is looked up: an entry or a session that already exists, or a slot that another session has.
 */
final class SingleCommit {
    private final ChatDatabase database;

    SingleCommit(ChatDatabase database) {
        this.database = database;
    }

    /** To be called within {@link ChatDatabase#onWriter}. */
    CommitResult commit(SessionCommit commit) {
        RuntimeException last = new IllegalStateException("never tried");
        for (int attempt = 1; attempt <= ChatDatabase.ATTEMPTS; attempt++) {
            try {
                return database.transact(handle -> attempt(handle, database.dialect(), commit));
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                last = e;
            }
            Failure failure = Failure.of(last);
            if (failure == Failure.UNIQUE_KEY) {
                Optional<CommitResult> reason = findReason(commit);
                if (reason.isPresent()) {
                    return reason.get();
                }
            } else if (failure != Failure.CROWDED) {
                break;
            }
        }
        return Failure.of(last).isPermanent()
                ? new Rejected("the database refused it: " + Failure.describe(last))
                : new NotStored(Failure.withoutValues(last));
    }

    private static CommitResult attempt(Handle handle, Dialect dialect, SessionCommit commit) {
        if (!commit.creates()) {
            long version = CommitReads.lock(handle, commit.next().id());
            if (version != commit.expectedVersion()) {
                return refusal(handle, commit, version).orElseThrow();
            }
        }
        CommitWrites.write(handle, dialect, List.of(commit));
        return CommitResult.COMMITTED;
    }

    private static Optional<CommitResult> refusal(Handle handle, SessionCommit commit, long storedVersion) {
        Map<EntryId, Long> taken = storedVersion == 0
                ? Map.of()
                : CommitReads.taken(handle, List.of(commit))
                        .getOrDefault(commit.next().id(), Map.of());
        return Verdict.refusal(commit, storedVersion, taken);
    }

    /**
     * Returns why a unique key was violated; empty if the row that had the key is gone, so that the commit can be
     * retried.
     */
    private Optional<CommitResult> findReason(SessionCommit commit) {
        try {
            return database.transact(handle -> {
                long version = SessionLogReads.versions(
                                handle, List.of(commit.next().id()))
                        .getOrDefault(commit.next().id(), 0L);
                Optional<CommitResult> refusal = refusal(handle, commit, version);
                if (refusal.isPresent() || !CommitReads.isSlotTaken(handle, commit.next())) {
                    return refusal;
                }
                return Optional.of(CommitResult.SLOT_TAKEN);
            });
        } catch (RuntimeException e) {
            // nothing was written, so the outcome is known even after a StoreException
            return Optional.of(new NotStored(Failure.withoutValues(e)));
        }
    }
}
