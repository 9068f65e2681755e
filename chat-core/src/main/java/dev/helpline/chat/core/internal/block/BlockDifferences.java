package dev.helpline.chat.core.internal.block;

import dev.helpline.chat.core.internal.change.Differences;
import dev.helpline.chat.core.internal.change.NewAudit;
import dev.helpline.chat.spi.block.BlockChange;
import org.jspecify.annotations.Nullable;

/** What an audit record says of a change to a block. */
final class BlockDifferences {
    private static final Differences<BlockChange> PARTS = Differences.<BlockChange>ofParts()
            .and("blocked", BlockChange::blocked)
            .and("until", BlockChange::until)
            .and("reason", BlockChange::reason);

    private BlockDifferences() {}

    /** @param before the newest change of the subject until now; null if there is none */
    static NewAudit audit(@Nullable BlockChange before, BlockChange after, String salt) {
        String action = after.blocked() ? "BLOCKED" : "UNBLOCKED";
        return new NewAudit(after.role(), after.actor(), action, PARTS.between(before, after), salt);
    }
}
