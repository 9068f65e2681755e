package dev.helpline.chat.spi.block;

import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.time.Instant;
import java.util.List;

/**
 * Remembers who was blocked, by whom and until when: an append-only log of changes.
 *
 * <p>Thread-safe. Every read sees all that was stored before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
public interface BlockLog {
    /**
     * Stores a change and its audit record as one unit, if each is the next of its subject: the number of the change is one above that of
     * the subject's newest change, or 1 for the first, and the record follows the newest audit record. Of several such changes with one
     * number, one is stored.
     *
     * @param record is about {@link BlockSubject#auditSubject()}
     * @return whether both were stored; if not, neither was
     * @throws IllegalArgumentException if a text breaks its limit, naming the field and the limit, never the value; or if the record is
     *     about another subject
     */
    boolean appendBlockChange(BlockChange change, AuditRecord record);

    /** Returns the subject's changes with {@code number > afterNumber}, ordered by number, at most {@code limit}. */
    List<BlockChange> blockChangesOf(BlockSubject subject, long afterNumber, int limit);

    /**
     * Returns the changes of all subjects made at this instant or later, ordered by time, subject and number, at most {@code limit}.
     *
     * @param skip how many changes to leave out at the beginning of the list, from 0
     */
    List<BlockChange> blockChangesSince(Instant since, int skip, int limit);
}
