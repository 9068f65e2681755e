package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.CommitResult.Conflict;
import dev.helpline.chat.spi.store.CommitResult.DuplicateEntry;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.Map;
import java.util.Optional;

/** The one place that says why a commit may not be stored, slots aside. */
final class Verdict {
    private Verdict() {}

    /**
     * @param storedVersion the version that is stored, 0 for none
     * @param taken those of the commit's entry ids that its session has already
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
