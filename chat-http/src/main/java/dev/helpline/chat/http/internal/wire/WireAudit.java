package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.spi.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/** An audit record of a session, as JSON; without role and actor if the engine did it by itself. */
public record WireAudit(
        long number,
        String at,
        String action,
        @Nullable String role,
        @Nullable String actor,
        @Nullable String detail,
        String hash) {
    public static WireAudit of(AuditRecord record) {
        return new WireAudit(
                record.number(),
                WireTime.format(record.at()),
                record.action(),
                record.role() == null ? null : WireNames.of(record.role()),
                record.actor(),
                record.detail(),
                record.hash());
    }
}
