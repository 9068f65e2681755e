package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.privacy.LegalHold;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The legal holds. What places a hold and what erases take turns. Thread-safe. */
final class MemoryHolds {
    private final MemoryAudit audit;
    private final NavigableMap<HoldSubject, LegalHold> holds = new TreeMap<>();

    MemoryHolds(MemoryAudit audit) {
        this.audit = audit;
    }

    /** Runs work while no hold is placed or released. */
    synchronized <T> T meanwhile(Supplier<T> work) {
        return work.get();
    }

    synchronized Optional<LegalHold> place(LegalHold hold, AuditRecord record) {
        if (!holds.containsKey(hold.subject()) && audit.append(record)) {
            holds.put(hold.subject(), hold);
        }
        return find(hold.subject());
    }

    synchronized boolean release(HoldSubject subject, AuditRecord record) {
        return holds.containsKey(subject) && audit.append(record) && holds.remove(subject) != null;
    }

    synchronized Optional<LegalHold> find(HoldSubject subject) {
        return Optional.ofNullable(holds.get(subject));
    }

    synchronized List<LegalHold> list(@Nullable HoldSubject after, int limit) {
        return (after == null ? holds : holds.tailMap(after, false))
                .values().stream().limit(limit).toList();
    }

    boolean protects(SessionId id, Session session) {
        return find(HoldSubject.of(id)).isPresent()
                || find(HoldSubject.of(session.customer().id())).isPresent();
    }
}
