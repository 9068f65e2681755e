package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.Experimental;
import java.time.Duration;

/**
 * Receives what the engine measures. The engine calls it on hot paths: methods must be thread-safe, must return at
 * once and must not throw.
 */
public interface ChatMetrics {
    /** Measures nothing. */
    ChatMetrics NONE = new ChatMetrics() {};

    /**
     * A command succeeded.
     *
     * @param command {@code start}, {@code send}, {@code assign}, {@code hold}, {@code resume}, {@code end}, {@code
     *     rate} or {@code expire}
     * @param took from the call to the durable result
     */
    default void commandAnswered(String command, Duration took) {}

    /**
     * A command begins, on the thread of its caller. What is returned hears of its end, after {@link #commandAnswered} or {@link
     * #commandRefused}. A message that is refused before it reaches its session, by a limit or a filter, does not begin.
     *
     * @param command as in {@link #commandAnswered}
     */
    @Experimental
    default MeasuredCommand commandStarted(String command) {
        return MeasuredCommand.UNOBSERVED;
    }

    /** A command was refused or failed. */
    default void commandRefused(String command, ErrorCode code) {}

    /** The store returned from a batch of commits. */
    default void batchCommitted(int commits, Duration took) {}

    /** A commit was made from a version that was no longer the newest; the engine decides and commits again. */
    default void commitConflicted() {}

    /** A poll returned. */
    default void pollAnswered(int messages, boolean fromMemory) {}

    /**
     * News reached a poll or a subscription that waited for them.
     *
     * @param took since the engine took the newest of the messages and events, so with its commit; between nodes the difference of their
     *     clocks comes in, but it is never negative
     */
    default void delivered(Duration took) {}
}
