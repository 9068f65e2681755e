package dev.helpline.chat.core.audit;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.util.List;

/**
 * Some audit records of a session, in the order of their numbers.
 *
 * @param records the records
 * @param hasMore whether there are further ones
 */
@Experimental
public record AuditPage(List<AuditRecord> records, boolean hasMore) {
    /** Copies the list. */
    public AuditPage {
        records = List.copyOf(records);
    }
}
