package dev.helpline.chat.core.block;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.block.BlockChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of blocks. Thread-safe: immutable. */
public final class BlockPage {
    private final List<BlockChange> blocks;
    private final long total;

    private BlockPage(Builder builder) {
        blocks = builder.blocks;
        total = builder.total;
    }

    /** Returns a builder of a page of these blocks, the newest first. By default there are no other pages. */
    public static Builder builder(List<BlockChange> blocks) {
        return new Builder(List.copyOf(blocks));
    }

    /** The blocks, the newest first. */
    public List<BlockChange> blocks() {
        return blocks;
    }

    /** How many blocks there are on all pages. */
    public long total() {
        return total;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof BlockPage that && total == that.total && blocks.equals(that.blocks));
    }

    @Override
    public int hashCode() {
        return 31 * blocks.hashCode() + Long.hashCode(total);
    }

    @Override
    public String toString() {
        return "BlockPage[" + blocks.size() + " of " + total + "]";
    }

    /** Builds a {@link BlockPage}. Not thread-safe. */
    public static final class Builder {
        private final List<BlockChange> blocks;
        private long total;

        private Builder(List<BlockChange> blocks) {
            this.blocks = blocks;
            this.total = blocks.size();
        }

        /** See {@link BlockPage#total()}. Default: as many as this page has. */
        public Builder total(long value) {
            total = value;
            return this;
        }

        /**
         * Returns the page.
         *
         * @throws IllegalArgumentException if the total is less than the blocks of this page
         */
        public BlockPage build() {
            Checks.require(total >= blocks.size(), "the total counts the blocks of this page too");
            return new BlockPage(this);
        }
    }
}
