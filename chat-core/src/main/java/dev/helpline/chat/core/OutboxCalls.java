package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.outbox.DurableListeners;
import dev.helpline.chat.core.outbox.DeliveryAttempt;
import dev.helpline.chat.core.outbox.Outbox;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.outbox.OutboxCounts;
import dev.helpline.chat.spi.outbox.OutboxStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox of one engine's store. */
final class OutboxCalls implements Outbox {
    private static final int MOST = 1000;

    private final OutboxStore store;
    private final InstantSource clock;
    private final DurableListeners listeners;

    OutboxCalls(OutboxStore store, InstantSource clock, DurableListeners listeners) {
        this.store = store;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public OutboxCounts counts(String listener) {
        return CallBoundary.call(() -> store.outboxCounts(listener));
    }

    @Override
    public List<Delivery> undelivered(String listener, @Nullable Delivery after, int limit) {
        Checks.within("limit", limit, 1, MOST);
        return CallBoundary.call(() -> store.undelivered(listener, after, limit));
    }

    @Override
    public List<DeliveryAttempt> attempts(String listener, int limit) {
        Checks.within("limit", limit, 1, MOST);
        return listeners.attempts(listener, limit);
    }

    @Override
    public List<Delivery> deadLetters(String listener, @Nullable Delivery after, int limit) {
        Checks.within("limit", limit, 1, MOST);
        return CallBoundary.call(() -> store.deadLetters(listener, after, limit));
    }

    @Override
    public boolean retry(Delivery deadLetter) {
        boolean due = CallBoundary.call(() -> store.retry(deadLetter, clock.instant()));
        if (due) {
            listeners.look();
        }
        return due;
    }

    @Override
    public boolean discard(Delivery deadLetter) {
        return CallBoundary.call(() -> store.discard(deadLetter));
    }
}
