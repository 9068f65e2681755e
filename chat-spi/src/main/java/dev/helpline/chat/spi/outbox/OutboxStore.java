package dev.helpline.chat.spi.outbox;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which events durable listeners have not taken yet. A {@link dev.helpline.chat.spi.store.ChatStore} that implements this port adds
 * a {@link Delivery} for each entry of a commit and each of its {@linkplain SessionCommit#listeners() listeners}, in the transaction of
 * the commit, with the time of the entry as {@link Delivery#dueAt}. Deliveries of a listener that is gone stay until they are discarded.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if the store cannot
 * be reached; a {@code limit} is at least 1.
 */
@Experimental
public interface OutboxStore {
    /** The greatest length of a listener's name, in characters. */
    int MAX_LISTENER_LENGTH = 64;

    /**
     * Returns the sessions whose first delivery to the listener is due at {@code now} or before, at most {@code limit}, those that are due
     * for longest first. Dead letters do not count.
     */
    List<SessionId> sessionsDue(String listener, Instant now, int limit);

    /** Returns the deliveries of a session to the listener, without dead letters, by seq, at most {@code limit}. */
    List<Delivery> deliveries(String listener, SessionId session, int limit);

    /** Removes the deliveries of a session to the listener up to this seq, except dead letters. */
    void delivered(String listener, SessionId session, long seq);

    /**
     * Stores that an attempt failed: the number of attempts, the failure, and when the next attempt is due, before which the later
     * deliveries of the session to the listener are not due either. If {@code failed} has no due time, it becomes a dead letter, and holds
     * up no other one. Has no effect if the delivery is gone.
     */
    void failed(Delivery failed);

    /**
     * Returns what the listener has not taken, dead letters included, that follows {@code after}, by session and seq, at most {@code limit}; null
     * for the first.
     */
    List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit);

    /** Returns the dead letters of the listener that follow {@code after}, by session and seq, at most {@code limit}; null for the first. */
    List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit);

    /** Makes a dead letter due at {@code now}, as if it had never been tried. Returns whether there was one. */
    boolean retry(Delivery deadLetter, Instant now);

    /** Removes a dead letter. Returns whether there was one. */
    boolean discard(Delivery deadLetter);

    /** Counts what the listener has not taken. Takes time in proportion to it. */
    OutboxCounts outboxCounts(String listener);
}
