package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import java.util.Map;
import java.util.Objects;

/** What became of a commit. */
public sealed interface CommitResult {
    /** The one {@link Committed}. */
    Committed COMMITTED = new Committed();

    /** The one {@link SlotTaken}. */
    SlotTaken SLOT_TAKEN = new SlotTaken();

    /** The commit is stored durably. */
    record Committed() implements CommitResult {}

    /**
     * Nothing was stored: the stored version is not the one the commit was made from.
     *
     * @param storedVersion the version that is stored now, 0 if there is none; never the one the commit expects
     */
    record Conflict(long storedVersion) implements CommitResult {
        /** Checks the bound. */
        public Conflict {
            Checks.within("storedVersion", storedVersion, 0, Long.MAX_VALUE);
        }
    }

    /**
     * Nothing was stored: another session holds the customer's or the agent's slot that the commit takes. The stored version is
     * the one the commit expects; a commit with another one is a {@link Conflict}, whether its slot is free or not.
     */
    record SlotTaken() implements CommitResult {}

    /**
     * Nothing was stored, since the session has entries with ids of the commit's. This goes before {@link Conflict}: a
     * commit that was stored before is answered so when it comes again.
     *
     * @param seqs the ids that are taken, and the seq of each; never empty
     */
    record DuplicateEntry(Map<EntryId, Long> seqs) implements CommitResult {
        /** Copies the map. */
        public DuplicateEntry {
            seqs = Map.copyOf(seqs);
            Checks.require(!seqs.isEmpty(), "a duplicate names at least one entry");
        }
    }

    /**
     * Nothing was stored, and the identical commit will never be: the store does not take one of its values, such as a
     * text beyond its limit ({@link TextLimits}), or one that a constraint of the host's forbids.
     *
     * @param reason which field or which SQLSTATE; never the value
     */
    record Rejected(String reason) implements CommitResult {
        /** Checks presence. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Nothing was stored, for a reason that may pass: no connection could be had, a lock was not had in time, or the
     * database is full or may only be read.
     *
     * @param cause why
     */
    record NotStored(RuntimeException cause) implements CommitResult {
        /** Checks presence. */
        public NotStored {
            Objects.requireNonNull(cause, "cause");
        }
    }
}
