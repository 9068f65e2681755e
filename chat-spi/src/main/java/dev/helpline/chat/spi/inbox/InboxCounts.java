package dev.helpline.chat.spi.inbox;

import dev.helpline.chat.spi.Experimental;
import org.jspecify.annotations.Nullable;

/** How many commands are in the inbox. Immutable. */
@Experimental
public final class InboxCounts {
    private final long waiting;
    private final long refused;

    private InboxCounts(long waiting, long refused) {
        this.waiting = waiting;
        this.refused = refused;
    }

    /** Returns counts. */
    public static InboxCounts of(long waiting, long refused) {
        return new InboxCounts(waiting, refused);
    }

    /** The commands that are still to be carried out. */
    public long waiting() {
        return waiting;
    }

    /** The commands that were refused, and are kept. */
    public long refused() {
        return refused;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InboxCounts that && waiting == that.waiting && refused == that.refused;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * waiting + refused);
    }

    @Override
    public String toString() {
        return "InboxCounts[" + waiting + " waiting, " + refused + " refused]";
    }
}
