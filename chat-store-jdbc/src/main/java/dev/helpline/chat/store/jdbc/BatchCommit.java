package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Several commits in one transaction, which judges all of them before it writes any. It never waits for a locked row:
 * a commit whose row another transaction has locked, or whose slot collides, gets no result here and is retried
 * alone.
 *
 * <p>One object per transaction. Not thread-safe.
 */
final class BatchCommit {
    /** All batches take slots in this order, so that two batches do not deadlock. */
    private static final Comparator<SessionCommit> BY_SLOT = Comparator.<SessionCommit, String>comparing(
                    commit -> commit.next().customer().id().value())
            .thenComparing(commit -> commit.next().openSlot(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(commit -> agentOf(commit.next()))
            .thenComparing(commit -> commit.next().agentSlot(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(commit -> commit.next().id());

    private final Handle handle;
    private final Dialect dialect;
    private final boolean asksForKnown;
    private final Map<SessionId, CommitResult> results = new HashMap<>();
    private final List<SessionCommit> plain = new ArrayList<>();
    private final List<SessionCommit> takingSlots = new ArrayList<>();

    private BatchCommit(Handle handle, Dialect dialect, boolean asksForKnown) {
        this.handle = handle;
        this.dialect = dialect;
        this.asksForKnown = asksForKnown;
    }

    /**
     * Returns the results of the commits that need not be retried alone; they are valid once the transaction is
     * committed.
     *
     * @param asksForKnown whether to look up each entry's id first; if not, an id that is taken violates the unique
     *     key, and the transaction fails
     */
    static Map<SessionId, CommitResult> run(
            Handle handle, Dialect dialect, List<SessionCommit> commits, boolean asksForKnown) {
        BatchCommit batch = new BatchCommit(handle, dialect, asksForKnown);
        batch.judge(commits);
        batch.writePlain();
        batch.takingSlots.stream().sorted(BY_SLOT).forEach(batch::writeApart);
        return batch.results;
    }

    private void judge(List<SessionCommit> commits) {
        List<SessionId> changing = commits.stream()
                .filter(commit -> !commit.creates())
                .map(commit -> commit.next().id())
                .sorted()
                .toList();
        Map<SessionId, Long> locked = CommitReads.lockFree(handle, changing);
        List<SessionId> others = commits.stream()
                .map(commit -> commit.next().id())
                .filter(id -> !locked.containsKey(id))
                .toList();
        Map<SessionId, Long> unlocked = SessionLogReads.versions(handle, others);
        List<SessionCommit> doubtful = commits.stream()
                .filter(commit -> asksForKnown
                        || !isPlain(commit, locked.get(commit.next().id())))
                .toList();
        Map<SessionId, Map<EntryId, Long>> taken = CommitReads.taken(handle, doubtful);
        for (SessionCommit commit : commits) {
            SessionId id = commit.next().id();
            Long lockedVersion = locked.get(id);
            if (lockedVersion == null && !commit.creates() && unlocked.containsKey(id)) {
                continue; // another transaction has locked the row
            }
            long version = lockedVersion == null ? unlocked.getOrDefault(id, 0L) : lockedVersion;
            Optional<CommitResult> refusal = Verdict.refusal(commit, version, taken.getOrDefault(id, Map.of()));
            if (refusal.isPresent()) {
                results.put(id, refusal.get());
            } else {
                (isPlain(commit, lockedVersion) ? plain : takingSlots).add(commit);
            }
        }
    }

    /** Returns whether only an entry id that is taken can still prevent the commit. */
    private static boolean isPlain(SessionCommit commit, @Nullable Long lockedVersion) {
        return lockedVersion != null && lockedVersion == commit.expectedVersion() && !commit.takesSlot();
    }

    private void writePlain() {
        if (!plain.isEmpty()) {
            CommitWrites.write(handle, dialect, plain);
            plain.forEach(commit -> results.put(commit.next().id(), CommitResult.COMMITTED));
        }
    }

    /**
     * Undoes only this commit if it collides or the database refuses a value; any other failure fails the whole
     * batch.
     */
    private void writeApart(SessionCommit commit) {
        handle.savepoint("apart");
        try {
            CommitWrites.write(handle, dialect, List.of(commit));
            results.put(commit.next().id(), CommitResult.COMMITTED);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            if (failure != Failure.UNIQUE_KEY && failure != Failure.REFUSED) {
                throw e;
            }
            handle.rollbackToSavepoint("apart");
        }
        handle.releaseSavepoint("apart");
    }

    private static String agentOf(Session session) {
        AgentId holder = session.slotHolder();
        return holder == null ? "" : holder.value();
    }
}
