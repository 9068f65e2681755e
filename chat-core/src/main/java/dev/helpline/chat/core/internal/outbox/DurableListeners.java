package dev.helpline.chat.core.internal.outbox;

import dev.helpline.chat.core.internal.live.CommitObserver;
import dev.helpline.chat.core.outbox.DeliveryAttempt;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The durable listeners of one engine. They look into the outbox after each commit of this engine, and once a second for what other
 * engines committed and for what is due again. Thread-safe.
 */
public final class DurableListeners implements CommitObserver {
    private final List<EventDelivery> deliveries;
    private final Set<String> names;

    /** One delivery per listener. */
    public DurableListeners(List<EventDelivery> deliveries) {
        this.deliveries = List.copyOf(deliveries);
        this.names = deliveries.stream().map(EventDelivery::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The names of the listeners. */
    public Set<String> names() {
        return names;
    }

    /** The newest calls of a listener by this engine, the newest first; none of a listener that it does not have. */
    public List<DeliveryAttempt> attempts(String listener, int limit) {
        return deliveries.stream()
                .filter(delivery -> delivery.name().equals(listener))
                .findFirst()
                .map(delivery -> delivery.attempts(limit))
                .orElse(List.of());
    }

    @Override
    public void committed(Session session, List<Entry> entries) {
        look();
    }

    /** Has each delivery look into the outbox soon. Returns at once. */
    public void look() {
        deliveries.forEach(EventDelivery::look);
    }

    /** Hands over nothing more. Waits a moment for the calls under way. */
    public void close() {
        deliveries.forEach(EventDelivery::close);
    }
}
