package dev.helpline.chat.core;

import dev.helpline.chat.core.internal.outbox.EventDelivery;
import dev.helpline.chat.core.outbox.DeliveryPolicy;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.outbox.DurableListener;
import dev.helpline.chat.spi.outbox.OutboxStore;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Pattern;

/** A durable listener that an engine is to be built with. */
record RegisteredListener(String name, DurableListener listener, DeliveryPolicy policy, OutboxStore outbox) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + OutboxStore.MAX_LISTENER_LENGTH + "}");

    RegisteredListener {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(policy, "policy");
        Checks.require(
                NAME.matcher(name).matches(),
                "the name of a durable listener is 1 to 64 letters, digits, and any of . _ -");
    }

    /** @param engine the name of the engine, which no other one has */
    EventDelivery delivery(ChatStore store, InstantSource clock, Scheduler time, String engine) {
        return new EventDelivery(name, listener, policy, store, outbox, clock, time, engine);
    }
}
