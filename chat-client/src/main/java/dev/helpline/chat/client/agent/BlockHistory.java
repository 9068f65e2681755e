package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import java.util.List;

/** All changes to the block of one customer or network address. */
public final class BlockHistory {
    private final List<Block> changes;

    /** For the SDK: reads it from a response. */
    public BlockHistory(JsonFields json) {
        changes = json.list("changes", Block::new);
    }

    /** The changes, the oldest first. */
    public List<Block> changes() {
        return changes;
    }

    @Override
    public String toString() {
        return "BlockHistory{changes=" + changes.size() + "}";
    }
}
