package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command changes.
 *
 * @param next the session with its new state, slots, ending and so on; version, log and audit are the draft's business
 * @param entries what to append, at least one
 * @param audit what to record
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
