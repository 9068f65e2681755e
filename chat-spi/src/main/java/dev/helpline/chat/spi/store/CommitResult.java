package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.EntryId;
import java.util.Map;
import java.util.Objects;

/** The result of a commit. */
public sealed interface CommitResult {
    /** The only instance of {@link Committed} that is needed. */
    Committed COMMITTED = new Committed();

    /** The only instance of {@link SlotTaken} that is needed. */
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
     * Nothing was stored: another session holds the customer's or the agent's slot that the commit takes. The stored
     * version is the one the commit expects; a commit with another one is a {@link Conflict}, whether its slot is
     * free or not.
     */
    record SlotTaken() implements CommitResult {}

    /**
     * Nothing was stored: the session already has entries with ids of this commit. This result takes precedence over
     * {@link Conflict}, so that a commit that was stored before returns it when it is submitted again.
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
     * Nothing was stored, and submitting the identical commit again will not help: the store does not accept one of
     * its values, such as a text beyond its limit ({@link TextLimits}) or a value that a constraint of the host's
     * forbids.
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
     * Nothing was stored, for a reason that may pass: the store got no connection or no lock in time, or the database
     * is full or read-only.
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
