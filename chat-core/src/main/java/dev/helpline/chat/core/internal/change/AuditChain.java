package dev.helpline.chat.core.internal.change;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Links audit records to a chain. The hash of a record covers the record before it and everything that is never erased; the actor and
 * the detail enter it through a salted commitment only.
 */
public final class AuditChain {
    private AuditChain() {}

    /** Returns the record that follows {@code previousHash} as number {@code number}. */
    public static AuditRecord link(SessionId session, long number, Instant at, NewAudit audit, String previousHash) {
        String commitment = commitment(audit.salt(), audit.actor(), audit.detail());
        String role = audit.role() == null ? null : audit.role().name();
        String hash = hash(session, number, at, role, audit.action(), commitment, previousHash);
        return new AuditRecord(
                session,
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
                                record.session(),
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
            SessionId session,
            long number,
            Instant at,
            @Nullable String role,
            String action,
            String commitment,
            String previousHash) {
        return Digests.sha256(
                session.value(),
                Long.toString(number),
                Long.toString(at.toEpochMilli()),
                role,
                action,
                commitment,
                previousHash);
    }
}
