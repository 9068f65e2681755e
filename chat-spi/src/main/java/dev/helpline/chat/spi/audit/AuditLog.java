package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.util.List;

/**
 * Reads the audit records of sessions. They are written by the commits that they describe, see
 * {@link dev.helpline.chat.spi.store.CommitStore}.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began.
 */
public interface AuditLog {
    /**
     * Returns the session's records with {@code number > afterNumber}, ordered by number, at most {@code limit}, which is
     * at least 1.
     *
     * @throws StoreException if the store cannot be reached
     */
    List<AuditRecord> auditAfter(SessionId session, long afterNumber, int limit);
}
