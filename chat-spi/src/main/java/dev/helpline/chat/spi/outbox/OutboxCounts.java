package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Experimental;
import org.jspecify.annotations.Nullable;

/** How much one durable listener has not taken yet. Immutable. */
@Experimental
public final class OutboxCounts {
    private final long waiting;
    private final long dead;

    private OutboxCounts(long waiting, long dead) {
        this.waiting = waiting;
        this.dead = dead;
    }

    /** Returns counts. */
    public static OutboxCounts of(long waiting, long dead) {
        return new OutboxCounts(waiting, dead);
    }

    /** The events that are still handed over. */
    public long waiting() {
        return waiting;
    }

    /** The dead letters. */
    public long dead() {
        return dead;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutboxCounts that && waiting == that.waiting && dead == that.dead;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * waiting + dead);
    }

    @Override
    public String toString() {
        return "OutboxCounts[" + waiting + " waiting, " + dead + " dead]";
    }
}
