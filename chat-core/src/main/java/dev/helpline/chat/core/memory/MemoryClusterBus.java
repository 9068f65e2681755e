package dev.helpline.chat.core.memory;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.cluster.ClusterBus;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus between engines of one process. The thread that publishes calls the subscribers, all of them, one after the other. Loses
 * nothing. Thread-safe.
 */
@Experimental
public final class MemoryClusterBus implements ClusterBus {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryClusterBus.class);

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** A bus without subscribers. */
    public MemoryClusterBus() {}

    @Override
    public void publish(List<String> notices) {
        for (String notice : notices) {
            places.forEach(place -> place.receive(notice));
        }
    }

    @Override
    public Registration subscribe(Listener listener) {
        Place place = new Place(Objects.requireNonNull(listener, "listener"));
        places.add(place);
        if (closed) {
            places.clear();
            throw new IllegalStateException("the bus is closed");
        }
        return place;
    }

    @Override
    public void close() {
        closed = true;
        places.clear();
    }

    private final class Place implements Registration {
        private final Listener listener;

        Place(Listener listener) {
            this.listener = listener;
        }

        void receive(String notice) {
            try {
                listener.received(notice);
            } catch (Throwable e) {
                LOG.warn("a subscriber of the bus failed; the other subscribers are called all the same", e);
            }
        }

        @Override
        public void close() {
            places.remove(this);
        }
    }
}
