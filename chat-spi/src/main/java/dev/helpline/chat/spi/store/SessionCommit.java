package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything one step changes about one session, stored as a whole or not at all.
 *
 * @param next the session as it shall be; made from the stored one at version {@code next.version() - 1}, so with the
 *     same customer, topic, creation and claimed start, which a store keeps as they were first given
 * @param entries what is appended to the log, at least one, no two with one id; the last has the seq
 *     {@code next.log().lastSeq()}
 * @param audit what is appended to the audit chain; the last has the number {@code next.auditCount()}
 * @param rating the rating that is added, which is then also {@code next.rating()} and takes the place of an earlier
 *     one of a session that was reopened; null if none is
 */
public record SessionCommit(
        Session next,
        List<Entry> entries,
        List<AuditRecord> audit,
        @Nullable Rating rating) {
    /** Checks that the parts belong together and are numbered without gaps. */
    public SessionCommit {
        entries = List.copyOf(entries);
        audit = List.copyOf(audit);
        Checks.require(!entries.isEmpty(), "a commit appends at least one entry");
        long seq = next.log().lastSeq() - entries.size();
        for (Entry entry : entries) {
            Checks.require(entry.session().equals(next.id()), "every entry is of the session");
            Checks.require(entry.seq() == ++seq, "entries are numbered without gaps up to lastSeq");
        }
        Checks.require(
                entries.size() == 1
                        || entries.stream().map(Entry::id).distinct().count() == entries.size(),
                "no two entries have one id");
        long number = next.auditCount() - audit.size();
        for (AuditRecord record : audit) {
            Checks.require(record.session().equals(next.id()), "every audit record is of the session");
            Checks.require(record.number() == ++number, "audit records are numbered without gaps up to auditCount");
        }
        Checks.require(rating == null || Objects.equals(rating, next.rating()), "a rating is the session's");
    }

    /** Whether this stores a session that did not exist before. */
    public boolean creates() {
        return next.version() == 1;
    }

    /** The version that must be stored for this to apply; 0 if the session must not exist. */
    public long expectedVersion() {
        return next.version() - 1;
    }
}
