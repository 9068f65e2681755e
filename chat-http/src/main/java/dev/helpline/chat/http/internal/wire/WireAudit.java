package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/**
 * An audit record, as JSON; without role and actor if the engine or the host did it, and without kind and subject where the call says what it is
 * about.
 */
public record WireAudit(
        @Nullable String kind,
        @Nullable String subject,
        long number,
        String at,
        String action,
        @Nullable String role,
        @Nullable String actor,
        @Nullable String detail,
        String hash) {
    /** A record of a subject that the call names. */
    public static WireAudit of(AuditRecord record) {
        return of(null, null, record);
    }

    /** A record that says what it is about. */
    public static WireAudit withSubject(AuditRecord record) {
        return of(WireNames.of(record.subject().kind()), record.subject().id(), record);
    }

    private static WireAudit of(@Nullable String kind, @Nullable String subject, AuditRecord record) {
        return new WireAudit(
                kind,
                subject,
                record.number(),
                WireTime.format(record.at()),
                record.action(),
                record.role() == null ? null : WireNames.of(record.role()),
                record.actor(),
                record.detail(),
                record.hash());
    }
}
