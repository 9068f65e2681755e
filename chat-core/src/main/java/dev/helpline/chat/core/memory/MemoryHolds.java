package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.SessionId;
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
    private final NavigableMap<HoldSubject, LegalHold> holds = new TreeMap<>();

    /** Runs work while no hold is placed or released. */
    synchronized <T> T meanwhile(Supplier<T> work) {
        return work.get();
    }

    synchronized LegalHold place(LegalHold hold) {
        LegalHold placed = holds.putIfAbsent(hold.subject(), hold);
        return placed == null ? hold : placed;
    }

    synchronized boolean release(HoldSubject subject) {
        return holds.remove(subject) != null;
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
