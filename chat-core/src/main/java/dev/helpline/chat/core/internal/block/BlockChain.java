package dev.helpline.chat.core.internal.block;

import dev.helpline.chat.core.internal.change.Digests;
import dev.helpline.chat.spi.block.BlockChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links the changes of a subject's block to a chain, as {@link dev.helpline.chat.core.internal.change.AuditChain} does for a session. */
public final class BlockChain {
    private BlockChain() {}

    /** Returns the change with its commitment and hashes. */
    static BlockChange linked(BlockChange change, String salt, String previousHash) {
        String commitment = Digests.sha256(salt, change.actor(), change.reason());
        return change.toBuilder()
                .salt(salt)
                .commitment(commitment)
                .previousHash(previousHash)
                .hash(hash(change, commitment, previousHash))
                .build();
    }

    /**
     * Returns whether {@link #linked} made this change, as number {@code number} and following {@code previousHash}. A change that was
     * erased has no salt; its commitment then stands for its actor and its reason.
     */
    public static boolean isGenuine(BlockChange change, long number, String previousHash) {
        String salt = change.salt();
        boolean kept =
                salt == null || change.commitment().equals(Digests.sha256(salt, change.actor(), change.reason()));
        return kept
                && change.number() == number
                && change.previousHash().equals(previousHash)
                && change.hash().equals(hash(change, change.commitment(), previousHash));
    }

    private static String hash(BlockChange change, String commitment, String previousHash) {
        return Digests.sha256(
                change.subject().kind().name(),
                change.subject().value(),
                Long.toString(change.number()),
                millis(change.at()),
                Boolean.toString(change.blocked()),
                millis(change.until()),
                change.role() == null ? null : change.role().name(),
                commitment,
                previousHash);
    }

    private static @Nullable String millis(@Nullable Instant instant) {
        return instant == null ? null : Long.toString(instant.toEpochMilli());
    }
}
