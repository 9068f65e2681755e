package dev.helpline.chat.spi.block;

import dev.helpline.chat.spi.StoreException;
import java.time.Instant;
import java.util.List;

/**
 * Remembers who was blocked, by whom and until when: an append-only log of changes, which is also their audit. A change and its audit
 * record cannot differ, because they are one.
 *
 * <p>Thread-safe. Every read sees all that was stored before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
public interface BlockLog {
    /**
     * Stores a change if it is the next of its subject, that is if its number is one above that of the subject's newest change, or 1 for
     * the first. Of several such changes with one number, one is stored.
     *
     * @return whether the change was stored
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    boolean appendBlockChange(BlockChange change);

    /** Returns the subject's changes with {@code number > afterNumber}, ordered by number, at most {@code limit}. */
    List<BlockChange> blockChangesOf(BlockSubject subject, long afterNumber, int limit);

    /**
     * Returns the changes of all subjects made at this instant or later, ordered by time, subject and number, at most {@code limit}.
     *
     * @param skip how many changes to leave out at the beginning of the list, from 0
     */
    List<BlockChange> blockChangesSince(Instant since, int skip, int limit);
}
