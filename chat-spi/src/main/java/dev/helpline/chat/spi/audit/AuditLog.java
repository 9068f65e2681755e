package dev.helpline.chat.spi.audit;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit records. They are written together with the changes that they describe: those of sessions by {@link
 * dev.helpline.chat.spi.store.CommitStore}, the others by the ports that change their subjects.
 *
 * <p>Thread-safe. Every read sees all that was committed before it began. Every method throws {@link StoreException} if the store cannot be
 * reached; a {@code limit} is at least 1.
 */
public interface AuditLog {
    /** Returns the subject's records with {@code number > afterNumber}, ordered by number, at most {@code limit}. */
    List<AuditRecord> auditAfter(AuditSubject subject, long afterNumber, int limit);

    /** Returns the session's records with {@code number > afterNumber}, ordered by number, at most {@code limit}. */
    default List<AuditRecord> auditAfter(SessionId session, long afterNumber, int limit) {
        return auditAfter(AuditSubject.of(session), afterNumber, limit);
    }

    /** Returns where the subject's chain ends; {@link AuditHead#NONE} if the store knows no such chain. */
    AuditHead auditHead(AuditSubject subject);

    /**
     * Returns the subjects that have a head or a record and come behind {@code after}, in their order, at most {@code limit}. Meant for
     * verification: the store may read many records to find them.
     *
     * @param after null for the first
     */
    List<AuditSubject> auditSubjects(@Nullable AuditSubject after, int limit);

    /**
     * Returns the records of a query behind {@code after}, in the order of their {@linkplain AuditKey keys}, at most {@code limit}.
     *
     * @param after null for the newest
     */
    List<AuditRecord> audit(AuditQuery query, @Nullable AuditKey after, int limit);
}
