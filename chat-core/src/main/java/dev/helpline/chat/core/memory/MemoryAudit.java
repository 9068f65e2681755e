package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.audit.AuditHead;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chains of audit records of subjects that are no sessions. Thread-safe. */
final class MemoryAudit {
    private final TreeMap<AuditSubject, List<AuditRecord>> chains = new TreeMap<>();

    /** Appends a record if it follows the newest one of its subject. */
    synchronized boolean append(AuditRecord record) {
        AuditHead head = head(record.subject());
        if (record.number() != head.number() + 1) {
            return false;
        }
        chains.computeIfAbsent(record.subject(), unused -> new ArrayList<>()).add(record);
        return true;
    }

    /** Deletes a chain. Returns how many records it had. */
    synchronized int delete(AuditSubject subject) {
        List<AuditRecord> chain = chains.remove(subject);
        return chain == null ? 0 : chain.size();
    }

    /** Takes actor, detail and salt from the records of a chain. Returns of how many. */
    synchronized int pseudonymise(AuditSubject subject) {
        List<AuditRecord> chain = chains.getOrDefault(subject, new ArrayList<>());
        int known = (int) chain.stream().filter(record -> record.salt() != null).count();
        chain.replaceAll(ErasedSession::pseudonymised);
        return known;
    }

    synchronized AuditHead head(AuditSubject subject) {
        List<AuditRecord> chain = chains.getOrDefault(subject, List.of());
        return chain.isEmpty()
                ? AuditHead.NONE
                : new AuditHead(chain.size(), chain.get(chain.size() - 1).hash());
    }

    synchronized List<AuditRecord> after(AuditSubject subject, long number, int limit) {
        return chains.getOrDefault(subject, List.of()).stream()
                .skip(Math.max(number, 0))
                .limit(limit)
                .toList();
    }

    synchronized List<AuditSubject> subjects() {
        return List.copyOf(chains.keySet());
    }

    synchronized List<AuditRecord> all() {
        return chains.values().stream().flatMap(List::stream).toList();
    }

    /** Selects what is behind a key, and what a query says of a record itself, in the order of the keys. */
    static List<AuditRecord> page(Stream<AuditRecord> records, AuditQuery query, @Nullable AuditKey after, int limit) {
        Predicate<AuditRecord> isBehind =
                record -> after == null || AuditKey.of(record).compareTo(after) > 0;
        return records.filter(isBehind)
                .filter(record -> query.subject() == null || query.subject().equals(record.subject()))
                .filter(record -> query.kinds().contains(record.subject().kind()))
                .filter(record -> query.actor() == null || query.actor().equals(record.actor()))
                .filter(record -> query.action() == null || query.action().equals(record.action()))
                .filter(record -> query.written().contains(record.at()))
                .sorted((one, other) -> AuditKey.of(one).compareTo(AuditKey.of(other)))
                .limit(limit)
                .toList();
    }
}
