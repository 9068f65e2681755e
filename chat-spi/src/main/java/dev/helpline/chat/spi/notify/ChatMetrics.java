package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.ErrorCode;
import java.time.Duration;

/**
 * Is told what the engine measures. Called on hot paths: methods must be thread-safe, must return at once and must not
 * throw.
 */
public interface ChatMetrics {
    /** Measures nothing. */
    ChatMetrics NONE = new ChatMetrics() {};

    /**
     * A command was answered.
     *
     * @param command {@code start}, {@code send}, {@code assign}, {@code hold}, {@code resume}, {@code end}, {@code rate}
     *     or {@code expire}
     * @param took from the call to the durable answer
     */
    default void commandAnswered(String command, Duration took) {}

    /** A command was refused or failed. */
    default void commandRefused(String command, ErrorCode code) {}

    /** The store was given a batch of commits and answered. */
    default void batchCommitted(int commits, Duration took) {}

    /** A commit was made from a version that was no longer the newest, and goes again. */
    default void commitConflicted() {}

    /** A poll was answered. */
    default void pollAnswered(int messages, boolean fromMemory) {}
}
