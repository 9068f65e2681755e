package dev.helpline.chat.micrometer;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.outbox.Outbox;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import io.micrometer.core.instrument.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers that are read from the store. The reader of a registry must not wait for a database, so a reading returns what is known, and
 * if that is old, all numbers are read again for the next reading. Thread-safe.
 */
final class StoredNumbers {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = LoggerFactory.getLogger(StoredNumbers.class);

    /** What one look at the store found. */
    record Numbers(OpenSessionCounts sessions, Map<Presence, Long> agents, Map<String, OutboxCounts> outbox) {
        long agents(Presence presence) {
            return agents.getOrDefault(presence, 0L);
        }

        OutboxCounts outbox(String listener) {
            return outbox.getOrDefault(listener, OutboxCounts.of(0, 0));
        }
    }

    private record Known(@Nullable Numbers numbers, long atNanos) {}

    private final ChatEngine engine;
    private final Set<String> listeners;
    private final Clock clock;
    private final Executor reader;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Known known;

    /** @param reader runs what reads the store, at most one at a time */
    StoredNumbers(ChatEngine engine, Clock clock, Executor reader) {
        this.engine = engine;
        this.listeners = engine.durableListeners();
        this.clock = clock;
        this.reader = reader;
        readAgain();
    }

    /** Returns a number that is known; {@code NaN} if none is. */
    double get(ToLongFunction<Numbers> number) {
        Known last = known;
        if (last == null || clock.monotonicTime() - last.atNanos() > FRESH_NANOS) {
            readAgain();
        }
        return last == null || last.numbers() == null ? Double.NaN : number.applyAsLong(last.numbers());
    }

    private void readAgain() {
        if (reading.compareAndSet(false, true)) {
            reader.execute(this::read);
        }
    }

    private void read() {
        Numbers numbers = null;
        try {
            numbers = new Numbers(
                    engine.host().openSessionCounts(),
                    countByPresence(engine.host().agents()),
                    outbox());
        } catch (RuntimeException e) {
            LOG.debug("the store cannot be read", e);
        } finally {
            known = new Known(numbers, clock.monotonicTime());
            reading.set(false);
        }
    }

    private static Map<Presence, Long> countByPresence(List<Colleague> agents) {
        return agents.stream().collect(Collectors.groupingBy(Colleague::presence, Collectors.counting()));
    }

    private Map<String, OutboxCounts> outbox() {
        Map<String, OutboxCounts> counts = new HashMap<>();
        if (!listeners.isEmpty()) {
            Outbox outbox = engine.outbox();
            listeners.forEach(listener -> counts.put(listener, outbox.counts(listener)));
        }
        return counts;
    }
}
