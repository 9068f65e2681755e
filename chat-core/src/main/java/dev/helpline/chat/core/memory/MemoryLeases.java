package dev.helpline.chat.core.memory;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The leases in memory. Thread-safe. */
final class MemoryLeases {
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    private record Lease(String owner, Instant until) {}

    boolean take(String name, String owner, Instant now, Instant until) {
        Lease taken = new Lease(owner, until);
        Lease current = leases.compute(
                name,
                (unused, known) ->
                        known == null || known.owner.equals(owner) || !known.until.isAfter(now) ? taken : known);
        return taken.equals(current);
    }

    void release(String name, String owner) {
        leases.computeIfPresent(name, (unused, known) -> known.owner.equals(owner) ? null : known);
    }
}
