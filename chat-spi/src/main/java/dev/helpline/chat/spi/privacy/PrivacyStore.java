package dev.helpline.chat.spi.privacy;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.upload.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases what is known about customers, and keeps the legal holds that forbid it. A {@link dev.helpline.chat.spi.store.ChatStore} may
 * implement this port.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if the store cannot
 * be reached; a {@code limit} is at least 1.
 */
@Experimental
public interface PrivacyStore {
    /**
     * Erases a session as one unit, unless a hold protects it or its customer. Its entries, rating, cursors, events and drafts are gone, and no read
     * finds it any more. What stays:
     *
     * <ul>
     *   <li>its id, which {@link dev.helpline.chat.spi.store.CommitStore#commit} treats as taken: a commit that was made from the session,
     *       or that creates it again, is a Conflict;
     *   <li>a version above that of the session, which {@link dev.helpline.chat.spi.store.SessionLog#versions} returns, so that other
     *       engines notice;
     *   <li>its audit chain, of which every record has lost its actor, detail and salt, as those of its legal holds have; {@code record} is
     *       appended to the session's chain;
     *   <li>its uploads, due at once and with neither name, owner nor type, so that the content of files can be deleted by them.
     * </ul>
     *
     * @param record says that the session was erased; it follows the newest audit record of the session
     * @param listeners the durable listeners for each of which a delivery of {@link Delivery#ERASURE} is left, due at the time of the record;
     *     ignored by a store without an outbox
     */
    EraseResult eraseSession(SessionId session, AuditRecord record, Set<String> listeners);

    /**
     * Erases what the store has about a customer besides sessions, unless a hold protects the customer: the changes of blocks, and the audit
     * chains of the customer's blocks and legal holds, which name the customer and are therefore deleted as a whole. Returns {@link EraseResult.Erased} or {@link EraseResult.Held}.
     */
    EraseResult eraseCustomer(CustomerId customer);

    /** Returns the uploads of a session, whether it was erased or not, by their ids, at most {@code limit}. */
    List<Upload> uploadsOf(SessionId session, int limit);

    /**
     * Returns the sessions in {@code state} that no hold protects and that ended, or if they are open had their newest entry, before {@code
     * before}; the oldest first, at most {@code limit}.
     */
    List<SessionId> sessionsBefore(SessionState state, Instant before, int limit);

    /**
     * Places a hold and stores its audit record as one unit, if there is no hold on the subject and the record follows the newest of its chain.
     * An erasure that is under way at the same time is either complete when this method returns, or finds the hold.
     *
     * @param record is about {@link HoldSubject#auditSubject()}
     * @return the subject's hold, which may be one that was placed before; empty if there is none and nothing was stored, since the record
     *     must be made anew
     * @throws IllegalArgumentException if the record is about another subject
     */
    Optional<LegalHold> placeHold(LegalHold hold, AuditRecord record);

    /**
     * Takes the hold off a subject and stores the audit record of that as one unit, if there is a hold and the record follows the newest of
     * its chain. A hold that is still {@linkplain #findHold there} afterwards means that the record must be made anew.
     *
     * @param record is about {@link HoldSubject#auditSubject()}
     * @return whether the hold was taken off
     * @throws IllegalArgumentException if the record is about another subject
     */
    boolean releaseHold(HoldSubject subject, AuditRecord record);

    /** Returns the hold of a subject. A session whose customer is under a hold has none of its own. */
    Optional<LegalHold> findHold(HoldSubject subject);

    /** Returns the holds whose subjects follow {@code after}, in the order of the subjects, at most {@code limit}; null for the first. */
    List<LegalHold> holds(@Nullable HoldSubject after, int limit);
}
