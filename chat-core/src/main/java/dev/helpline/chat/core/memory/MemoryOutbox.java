package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.store.SessionCommit;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What durable listeners have not taken yet. Thread-safe. */
final class MemoryOutbox {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::session).thenComparing(Key::seq);

    /** The deliveries of each listener. Guarded by this. */
    private final Map<String, NavigableMap<Key, Delivery>> deliveries = new HashMap<>();

    private record Key(SessionId session, long seq) {
        static Key of(Delivery delivery) {
            return new Key(delivery.session(), delivery.seq());
        }
    }

    synchronized void add(SessionCommit commit) {
        for (String listener : commit.listeners()) {
            NavigableMap<Key, Delivery> of = of(listener);
            for (Entry entry : commit.entries()) {
                Delivery delivery = Delivery.builder(listener, entry.session(), entry.seq())
                        .dueAt(entry.at())
                        .build();
                of.put(Key.of(delivery), delivery);
            }
        }
    }

    private NavigableMap<Key, Delivery> of(String listener) {
        return deliveries.computeIfAbsent(listener, unused -> new TreeMap<>(ORDER));
    }

    synchronized List<SessionId> sessionsDue(String listener, Instant now, int limit) {
        Map<SessionId, Delivery> first = new HashMap<>();
        alive(listener).forEach(delivery -> first.putIfAbsent(delivery.session(), delivery));
        return first.values().stream()
                .filter(delivery -> !dueAt(delivery).isAfter(now))
                .sorted(Comparator.comparing(MemoryOutbox::dueAt).thenComparing(Key::of, ORDER))
                .limit(limit)
                .map(Delivery::session)
                .toList();
    }

    synchronized List<Delivery> deliveries(String listener, SessionId session, int limit) {
        return alive(listener)
                .filter(delivery -> delivery.session().equals(session))
                .limit(limit)
                .toList();
    }

    private Stream<Delivery> alive(String listener) {
        return of(listener).values().stream().filter(delivery -> delivery.dueAt() != null);
    }

    private static Instant dueAt(Delivery delivery) {
        return Objects.requireNonNull(delivery.dueAt(), "dueAt");
    }

    synchronized void delivered(String listener, SessionId session, long seq) {
        of(listener)
                .values()
                .removeIf(delivery ->
                        delivery.session().equals(session) && delivery.seq() <= seq && delivery.dueAt() != null);
    }

    /** Forgets the deliveries of a session. Returns how many there were. */
    synchronized int erase(SessionId session) {
        int erased = 0;
        for (NavigableMap<Key, Delivery> of : deliveries.values()) {
            int before = of.size();
            of.keySet().removeIf(key -> key.session().equals(session));
            erased += before - of.size();
        }
        return erased;
    }

    synchronized void addErasure(SessionId session, Set<String> listeners, Instant at) {
        for (String listener : listeners) {
            Delivery delivery = Delivery.builder(listener, session, Delivery.ERASURE)
                    .dueAt(at)
                    .build();
            of(listener).put(Key.of(delivery), delivery);
        }
    }

    synchronized void failed(Delivery failed) {
        NavigableMap<Key, Delivery> of = of(failed.listener());
        of.computeIfPresent(Key.of(failed), (key, known) -> failed);
        Instant due = failed.dueAt();
        if (due != null) {
            of.replaceAll((key, later) ->
                    isHeldUp(later, failed, due) ? later.toBuilder().dueAt(due).build() : later);
        }
    }

    private static boolean isHeldUp(Delivery later, Delivery failed, Instant due) {
        return later.session().equals(failed.session())
                && later.seq() > failed.seq()
                && later.dueAt() != null
                && dueAt(later).isBefore(due);
    }

    synchronized List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit) {
        return following(listener, after).limit(limit).toList();
    }

    synchronized List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit) {
        return following(listener, after)
                .filter(delivery -> delivery.dueAt() == null)
                .limit(limit)
                .toList();
    }

    private Stream<Delivery> following(String listener, @Nullable Delivery after) {
        NavigableMap<Key, Delivery> of = of(listener);
        return (after == null ? of : of.tailMap(Key.of(after), false)).values().stream();
    }

    synchronized boolean retry(Delivery deadLetter, Instant now) {
        return changeDead(
                deadLetter,
                Delivery.builder(deadLetter.listener(), deadLetter.session(), deadLetter.seq())
                        .dueAt(now)
                        .build());
    }

    synchronized boolean discard(Delivery deadLetter) {
        return changeDead(deadLetter, null);
    }

    private boolean changeDead(Delivery deadLetter, @Nullable Delivery to) {
        NavigableMap<Key, Delivery> of = of(deadLetter.listener());
        Key key = Key.of(deadLetter);
        Delivery known = of.get(key);
        if (known == null || known.dueAt() != null) {
            return false;
        }
        if (to == null) {
            of.remove(key);
        } else {
            of.put(key, to);
        }
        return true;
    }

    synchronized OutboxCounts counts(String listener) {
        Predicate<Delivery> dead = delivery -> delivery.dueAt() == null;
        long all = of(listener).size();
        long deadLetters = of(listener).values().stream().filter(dead).count();
        return OutboxCounts.of(all - deadLetters, deadLetters);
    }
}
