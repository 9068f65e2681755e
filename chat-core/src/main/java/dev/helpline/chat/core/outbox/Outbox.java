package dev.helpline.chat.core.outbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events for durable listeners, for the host. Thread-safe; every call reads or writes the store,
 * and throws {@link dev.helpline.chat.spi.ChatException} if it cannot be reached.
 */
@Experimental
public interface Outbox {
    /** Counts the events that the listener has not taken, and its dead letters. */
    OutboxCounts counts(String listener);

    /**
     * Returns the events that the listener has not taken, by session and number: those that wait, those that failed, with the failure and the
     * time of the next attempt, and dead letters. They are the same on all engines.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit the most to return, 1 to 1000
     */
    List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit);

    /**
     * Returns the newest calls of the listener by this engine, the newest first. An engine remembers the newest 1000 calls of each listener, in
     * memory; another engine may have called it, too. Reads no store.
     *
     * @param limit the most to return, 1 to 1000
     */
    List<DeliveryAttempt> attempts(String listener, int limit);

    /**
     * Returns the events of which every attempt failed, by session and number, those of a listener that is gone included.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit the most to return, 1 to 1000
     */
    List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit);

    /**
     * Has a dead letter handed over again, as if it was new. Later events of its session may have been taken already. Returns false if it
     * is no dead letter any more.
     */
    boolean retry(Delivery deadLetter);

    /** Forgets a dead letter. Returns false if it is no dead letter any more. */
    boolean discard(Delivery deadLetter);
}
