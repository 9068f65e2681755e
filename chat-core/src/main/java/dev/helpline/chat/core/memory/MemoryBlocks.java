package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.privacy.ErasureReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The changes of blocks, in the order in which they were stored. Thread-safe. */
final class MemoryBlocks {
    private static final Comparator<BlockChange> ORDER = Comparator.comparing(BlockChange::at)
            .thenComparing(BlockChange::subject)
            .thenComparing(BlockChange::number);

    private final MemoryAudit audit;
    private final List<BlockChange> changes = new ArrayList<>();

    MemoryBlocks(MemoryAudit audit) {
        this.audit = audit;
    }

    synchronized boolean append(BlockChange change, AuditRecord record) {
        long newest = changes.stream()
                .filter(stored -> stored.subject().equals(change.subject()))
                .count();
        return change.number() == newest + 1 && audit.append(record) && changes.add(change);
    }

    synchronized List<BlockChange> of(BlockSubject subject, long afterNumber, int limit) {
        return changes.stream()
                .filter(change -> change.subject().equals(subject) && change.number() > afterNumber)
                .limit(limit)
                .toList();
    }

    /** Deletes the changes of a subject with their audit. */
    synchronized ErasureReport erase(BlockSubject subject) {
        int before = changes.size();
        changes.removeIf(change -> change.subject().equals(subject));
        return ErasureReport.builder()
                .blockChanges(before - changes.size())
                .auditRecords(audit.delete(subject.auditSubject()))
                .build();
    }

    synchronized List<BlockChange> since(Instant since, int skip, int limit) {
        return changes.stream()
                .filter(change -> !change.at().isBefore(since))
                .sorted(ORDER)
                .skip(skip)
                .limit(limit)
                .toList();
    }
}
