package dev.helpline.chat.client.agent;

import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.page.Pagination;
import java.util.List;

/** One page of the blocks that hold, the newest first. */
public final class Blocks {
    private final List<Block> blocks;
    private final Pagination pagination;

    /** For the SDK: reads it from a response. */
    public Blocks(JsonFields json) {
        blocks = json.list("blocks", Block::new);
        pagination = json.object("pagination", Pagination::new);
    }

    /** The blocks of this page. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The position of this page among all pages. */
    public Pagination pagination() {
        return pagination;
    }

    @Override
    public String toString() {
        return "Blocks{" + pagination + "}";
    }
}
