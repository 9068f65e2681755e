package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.Map;
import java.util.Optional;

/** Decides whether a commit must not be stored, and why; leaves out slots, which unique keys decide. */
final class Verdict {
    private Verdict() {}

    /**
     * @param storedVersion the stored version; 0 if there is none
     * @param taken the ids of the commit's entries that its session already has
     */
    static Optional<CommitResult> refusal(SessionCommit commit, long storedVersion, Map<EntryId, Long> taken) {
        if (!taken.isEmpty()) {
            return Optional.of(new DuplicateEntry(taken));
        }
        if (storedVersion != commit.expectedVersion()) {
            return Optional.of(new Conflict(storedVersion));
        }
        return Optional.empty();
    }
}
