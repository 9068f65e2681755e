package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Links audit records to a chain. The hash of a record covers the record before it and everything that is never erased; the actor and
 * the detail enter it through a salted commitment only.
 */
public final class AuditChain {
    private AuditChain() {}

    /** Returns the record that follows the end of the subject's chain. */
    public static AuditRecord link(AuditSubject subject, AuditHead end, Instant at, NewAudit audit) {
        long number = end.number() + 1;
        String previousHash = end.hash();
        String commitment = commitment(audit.salt(), audit.actor(), audit.detail());
        String role = audit.role() == null ? null : audit.role().name();
        String hash = hash(subject, number, at, role, audit.action(), commitment, previousHash);
        return new AuditRecord(
                subject,
                number,
                at,
                audit.role(),
                audit.actor(),
                audit.action(),
                audit.detail(),
                audit.salt(),
                commitment,
                previousHash,
                hash);
    }

    /**
     * Returns whether {@link #link} made this record, as number {@code number} and following {@code previousHash}. A record
     * that was erased has no salt; its commitment then stands for its actor and its detail.
     */
    public static boolean isGenuine(AuditRecord record, long number, String previousHash) {
        String salt = record.salt();
        boolean kept = salt == null || record.commitment().equals(commitment(salt, record.actor(), record.detail()));
        String role = record.role() == null ? null : record.role().name();
        return kept
                && record.number() == number
                && record.previousHash().equals(previousHash)
                && record.hash()
                        .equals(hash(
                                record.subject(),
                                number,
                                record.at(),
                                role,
                                record.action(),
                                record.commitment(),
                                previousHash));
    }

    private static String commitment(String salt, @Nullable String actor, @Nullable String detail) {
        return Digests.sha256(salt, actor, detail);
    }

    private static String hash(
            AuditSubject subject,
            long number,
            Instant at,
            @Nullable String role,
            String action,
            String commitment,
            String previousHash) {
        return Digests.sha256(
                subject.kind().name(),
                subject.id(),
                Long.toString(number),
                Long.toString(at.toEpochMilli()),
                role,
                action,
                commitment,
                previousHash);
    }
}
