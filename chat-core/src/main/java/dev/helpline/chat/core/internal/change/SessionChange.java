package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command changes.
 *
 * @param next the session with its new state, slots, ending and so on; the draft sets its version, log and audit
 * @param entries the entries to append, at least one
 * @param audit the audit records to append
 * @param rating the rating that is added; null if none
 */
public record SessionChange(
        Session next,
        List<NewEntry> entries,
        List<NewAudit> audit,
        @Nullable Rating rating) {
    /** Copies the lists. */
    public SessionChange {
        entries = List.copyOf(entries);
        audit = List.copyOf(audit);
    }

    /** A change without a rating. */
    public static SessionChange of(Session next, List<NewEntry> entries, List<NewAudit> audit) {
        return new SessionChange(next, entries, audit, null);
    }
}
