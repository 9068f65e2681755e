package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Experimental;
import org.jspecify.annotations.Nullable;

/** What {@link ChatMetrics} knows of a command that is under way. Called once, on any thread. */
@Experimental
@FunctionalInterface
public interface MeasuredCommand {
    /** Forgets the end. */
    MeasuredCommand UNOBSERVED = failure -> {};

    /**
     * The command has ended: its result is durable, or it has failed.
     *
     * @param failure null if it succeeded; a {@link dev.helpline.chat.spi.ChatException} if it was refused
     */
    void ended(@Nullable Throwable failure);
}
