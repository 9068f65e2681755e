package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.privacy.ErasureReport;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stays of a session that was erased.
 *
 * @param version above that of the session
 * @param audit its chain, without actors and details
 * @param report what there was
 */
record ErasedSession(long version, List<AuditRecord> audit, ErasureReport report) {
    AuditHead head() {
        AuditRecord newest = audit.get(audit.size() - 1);
        return new AuditHead(newest.number(), newest.hash());
    }

    static List<AuditRecord> pseudonymised(List<AuditRecord> chain, AuditRecord last) {
        return Stream.concat(chain.stream().map(ErasedSession::pseudonymised), Stream.of(last))
                .toList();
    }

    static AuditRecord pseudonymised(AuditRecord record) {
        return new AuditRecord(
                record.subject(),
                record.number(),
                record.at(),
                record.role(),
                null,
                record.action(),
                null,
                null,
                record.commitment(),
                record.previousHash(),
                record.hash());
    }
}
