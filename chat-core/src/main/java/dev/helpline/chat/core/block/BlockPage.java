package dev.helpline.chat.core.block;

import dev.helpline.chat.spi.block.BlockChange;
import java.util.List;

/**
 * A page of blocks.
 *
 * @param blocks the newest first
 * @param total how many blocks there are on all pages
 */
public record BlockPage(List<BlockChange> blocks, long total) {
    /** Copies the list. */
    public BlockPage {
        blocks = List.copyOf(blocks);
    }
}
